//! The types that a file may have. A file's type is what its content says ([`Sniffer`]); its name and what its sender
//! declared may only agree. What a browser or a shell would run is never taken.

mod sniffer;
mod zip;

pub use sniffer::Sniffer;

super::named::named! {
    /// The type of a file's content, by its media type.
    MediaType {
        Png = "image/png",
        Jpeg = "image/jpeg",
        Gif = "image/gif",
        Webp = "image/webp",
        Pdf = "application/pdf",
        Text = "text/plain",
        Csv = "text/csv",
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Odt = "application/vnd.oasis.opendocument.text",
        Ods = "application/vnd.oasis.opendocument.spreadsheet",
        Odp = "application/vnd.oasis.opendocument.presentation",
        Doc = "application/msword",
        Xls = "application/vnd.ms-excel",
        Ppt = "application/vnd.ms-powerpoint",
        Zip = "application/zip",
    }
}

impl MediaType {
    /// Whether a browser may show it by itself: pictures, which run nothing.
    #[must_use]
    pub const fn is_image(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif | Self::Webp)
    }

    const fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Csv)
    }

    /// Whether it is a zip archive, by whatever name.
    const fn is_zip(self) -> bool {
        matches!(self, Self::Docx | Self::Xlsx | Self::Pptx | Self::Odt | Self::Ods | Self::Odp | Self::Zip)
    }
}

/// What a file's name or its sender says of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Claim {
    Nothing,
    Is(MediaType),
    /// Something that browsers or systems run.
    Active,
}

impl Claim {
    fn of_name(name: &str) -> Self {
        let Some((_, ending)) = name.rsplit_once('.') else { return Claim::Nothing };
        let ending = ending.to_lowercase();
        Claim::Is(match ending.as_str() {
            "png" => MediaType::Png,
            "jpg" | "jpeg" | "jpe" | "jfif" => MediaType::Jpeg,
            "gif" => MediaType::Gif,
            "webp" => MediaType::Webp,
            "pdf" => MediaType::Pdf,
            "txt" | "text" | "md" | "markdown" | "log" => MediaType::Text,
            "csv" => MediaType::Csv,
            "docx" | "docm" | "dotx" => MediaType::Docx,
            "xlsx" | "xlsm" | "xltx" => MediaType::Xlsx,
            "pptx" | "pptm" | "ppsx" | "potx" => MediaType::Pptx,
            "odt" => MediaType::Odt,
            "ods" => MediaType::Ods,
            "odp" => MediaType::Odp,
            "doc" | "dot" => MediaType::Doc,
            "xls" | "xlt" => MediaType::Xls,
            "ppt" | "pps" | "pot" => MediaType::Ppt,
            "zip" => MediaType::Zip,
            "html" | "htm" | "xhtml" | "xht" | "shtml" | "mht" | "mhtml" | "svg" | "svgz" | "xml" | "xsl" | "xslt" | "js"
            | "mjs" | "cjs" | "wasm" | "hta" | "vbs" | "vbe" | "wsf" | "bat" | "cmd" | "ps1" | "sh" | "bash" | "php"
            | "phtml" | "jsp" | "asp" | "aspx" | "exe" | "dll" | "com" | "scr" | "msi" | "jar" | "apk" | "swf" | "lnk"
            | "url" | "desktop" => {
                return Claim::Active;
            }
            _ => return Claim::Nothing,
        })
    }

    fn of_declared(declared: &str) -> Self {
        let essence = declared.split(';').next().unwrap_or_default().trim().to_lowercase();
        match essence.as_str() {
            "image/jpg" | "image/pjpeg" => Claim::Is(MediaType::Jpeg),
            "application/x-zip-compressed" => Claim::Is(MediaType::Zip),
            // What Windows calls a CSV once Excel is installed; an old workbook is told by its content.
            "application/vnd.ms-excel" => Claim::Nothing,
            "text/html"
            | "application/xhtml+xml"
            | "image/svg+xml"
            | "text/xml"
            | "application/xml"
            | "text/javascript"
            | "application/javascript"
            | "application/x-javascript"
            | "application/wasm"
            | "application/x-msdownload"
            | "application/x-sh" => Claim::Active,
            other => other.parse().map_or(Claim::Nothing, Claim::Is),
        }
    }

    /// Whether a file that says so may be of the type that was found in it.
    fn agrees(self, found: MediaType) -> bool {
        match self {
            Claim::Nothing => true,
            Claim::Active => false,
            Claim::Is(MediaType::Zip) => found.is_zip(),
            Claim::Is(said) => said == found || (said.is_text() && found.is_text()),
        }
    }
}
