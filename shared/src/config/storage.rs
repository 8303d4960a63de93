//! Where files are kept, and how large they may be.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use url::Url;

use super::{Secret, parse::Reader};

/// 10 MB.
const UPLOAD_LIMIT: u64 = 10_000_000;
/// S3 takes no smaller pieces than 5 MiB, but for the last.
const S3_PIECE: usize = 5 << 20;
const FOLDER_PIECE: usize = 256 << 10;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageConfig {
    Folder(PathBuf),
    S3(Box<S3Config>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Config {
    pub bucket: String,
    /// Before every name, without a slash at either end; may be empty.
    pub prefix: String,
    /// Without one: that of AWS in the region.
    pub endpoint: Option<Url>,
    pub region: String,
    /// Without them: what the machine gives.
    pub keys: Option<S3Keys>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Keys {
    pub id: String,
    pub secret: Secret,
    /// With keys that are good for a while only.
    pub session: Option<Secret>,
}

impl StorageConfig {
    /// Before every name in it.
    pub(crate) fn prefix(&self) -> &str {
        match self {
            StorageConfig::Folder(_) => "",
            StorageConfig::S3(s3) => &s3.prefix,
        }
    }

    /// How much of a content is written at a time, in bytes.
    pub(crate) const fn piece(&self) -> usize {
        match self {
            StorageConfig::Folder(_) => FOLDER_PIECE,
            StorageConfig::S3(_) => S3_PIECE,
        }
    }
}

pub(super) fn read(from: &mut Reader<'_>, data_dir: &Path) -> StorageConfig {
    let url = from.optional("STORAGE_URL", |text| Url::parse(text).map_err(|error| format!("is no address: {error}")));
    let Some(url) = url else { return StorageConfig::Folder(data_dir.join("files")) };
    match url.scheme() {
        "file" => {
            let path = percent_decode_str(url.path()).decode_utf8_lossy().into_owned();
            if url.host_str().is_some_and(|host| !host.is_empty()) || path.len() < 2 {
                from.complain("STORAGE_URL", "must name a folder after file://, with three slashes: file:///srv/files");
            }
            StorageConfig::Folder(path.into())
        }
        "s3" => StorageConfig::S3(Box::new(s3(from, &url))),
        _ => {
            from.complain("STORAGE_URL", "must begin with file:// or s3://");
            StorageConfig::Folder(PathBuf::new())
        }
    }
}

fn s3(from: &mut Reader<'_>, url: &Url) -> S3Config {
    let bucket = url.host_str().unwrap_or_default().to_owned();
    if bucket.is_empty()
        || !url.username().is_empty()
        || url.password().is_some()
        || url.port().is_some()
        || url.query().is_some()
    {
        from.complain("STORAGE_URL", "must be s3://bucket or s3://bucket/prefix; keys and endpoint are settings of their own");
    }
    let endpoint = from.optional("AWS_ENDPOINT", |text| {
        let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        url.ok_or_else(|| "must be a web address, such as https://minio.example.org".to_owned())
    });
    let key = |name| from.text(name).map(str::to_owned);
    let keys = match (key("AWS_ACCESS_KEY_ID"), key("AWS_SECRET_ACCESS_KEY").map(Secret::new)) {
        (Some(id), Some(secret)) => Some(S3Keys { id, secret, session: key("AWS_SESSION_TOKEN").map(Secret::new) }),
        (None, None) => None,
        (Some(_), None) => {
            from.complain("AWS_SECRET_ACCESS_KEY", "is required beside AWS_ACCESS_KEY_ID");
            None
        }
        (None, Some(_)) => {
            from.complain("AWS_ACCESS_KEY_ID", "is required beside AWS_SECRET_ACCESS_KEY");
            None
        }
    };
    S3Config {
        bucket,
        prefix: url.path().trim_matches('/').to_owned(),
        endpoint,
        region: from.text("AWS_REGION").unwrap_or("us-east-1").to_owned(),
        keys,
    }
}

/// `500kB` or `10MB`, in bytes.
pub(super) fn upload_limit(from: &mut Reader<'_>) -> u64 {
    from.read("UPLOAD_LIMIT", UPLOAD_LIMIT, |text| {
        let units = [("kB", 1_000), ("MB", 1_000_000)];
        let found = units.into_iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?.trim().parse::<u64>().ok()?, unit)));
        let bytes = found.map(|(number, unit)| number.saturating_mul(unit));
        bytes
            .filter(|bytes| (1_000..=1_000_000_000).contains(bytes))
            .ok_or_else(|| "must be a number and kB or MB, from 1kB to 1000MB, such as 10MB".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::super::load;
    use super::*;

    #[test]
    fn files_are_kept_in_a_folder_or_in_s3() {
        let storage = |pairs: &[(&str, &str)]| load(pairs).unwrap().storage;
        assert_eq!(storage(&[("DATA_DIR", "/x")]), StorageConfig::Folder("/x/files".into()));
        assert_eq!(storage(&[("STORAGE_URL", "file:///srv/our%20files")]), StorageConfig::Folder("/srv/our files".into()));
        let StorageConfig::S3(s3) = storage(&[("STORAGE_URL", "s3://bucket/a/b/"), ("AWS_ENDPOINT", "http://localhost:9000")])
        else {
            panic!("it is S3");
        };
        assert_eq!((&*s3.bucket, &*s3.prefix, &*s3.region, s3.keys), ("bucket", "a/b", "us-east-1", None));
    }

    #[test]
    fn keys_are_not_printed_and_what_is_wrong_is_said() {
        let s3 = ("STORAGE_URL", "s3://bucket");
        let keys = [s3, ("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "hunter2"), ("AWS_SESSION_TOKEN", "hunter3")];
        let printed = format!("{:?}", load(&keys).unwrap());
        assert!(printed.contains("AKIA") && !printed.contains("hunter"), "{printed}");
        for (pairs, why) in [
            (&[s3, ("AWS_ACCESS_KEY_ID", "AKIA")][..], "AWS_SECRET_ACCESS_KEY is required"),
            (&[s3, ("AWS_ENDPOINT", "minio")], "AWS_ENDPOINT must be a web address"),
            (&[("STORAGE_URL", "s3://key:secret@bucket")], "settings of their own"),
            (&[("STORAGE_URL", "s3:///bucket")], "s3://bucket"),
            (&[("STORAGE_URL", "file://srv/files")], "three slashes"),
            (&[("STORAGE_URL", "ftp://x")], "file:// or s3://"),
            (&[("STORAGE_URL", "files")], "no address"),
            (&[("UPLOAD_LIMIT", "10")], "such as 10MB"),
            (&[("UPLOAD_LIMIT", "5000MB")], "to 1000MB"),
        ] {
            let said = load(pairs).unwrap_err().to_string();
            assert!(said.contains(why) && !said.contains("secret@"), "{said}");
        }
        assert_eq!(load(&[]).unwrap().upload_limit, 10_000_000);
        assert_eq!(load(&[("UPLOAD_LIMIT", "500kB")]).unwrap().upload_limit, 500_000);
    }
}
