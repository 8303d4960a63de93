//! Files that show under their names once they are whole and on the disk, and that nobody but their owner may read: keys,
//! backups, mail.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// A file on its way, under a name of its own beside where it is to be. Dropped before it is finished, it is taken away.
pub struct Draft {
    path: PathBuf,
    partial: PathBuf,
    file: Option<File>,
}

impl Draft {
    /// Begins a file under the name `partial`.
    ///
    /// # Errors
    /// `AlreadyExists` where somebody else is writing under that name, or was when they were killed.
    pub fn begin(path: &Path, partial: &Path) -> io::Result<Self> {
        let file = new_file(partial)?;
        Ok(Self { path: path.to_owned(), partial: partial.to_owned(), file: Some(file) })
    }

    /// [`Draft::begin`] under a name that nobody else has.
    pub fn begin_beside(path: &Path) -> io::Result<Self> {
        Self::begin(path, &path.with_added_extension(uuid::Uuid::now_v7().to_string()))
    }

    /// To be written to.
    pub fn file(&self) -> io::Result<File> {
        self.file.as_ref().map_or_else(|| Err(io::Error::other("it is finished")), File::try_clone)
    }

    /// Shows it in place of whatever has its name.
    pub fn replace(self) -> io::Result<()> {
        self.show(|partial, path| fs::rename(partial, path))
    }

    /// Shows it where nothing has its name.
    ///
    /// # Errors
    /// `AlreadyExists` where something has; that stays as it is.
    pub fn publish(self) -> io::Result<()> {
        self.show(|partial, path| match fs::hard_link(partial, path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            // Memory cards and shares of other systems know no links.
            Err(_) => rename_new(partial, path),
            Ok(()) => {
                // It is there: another name of it may stay.
                let _ = fs::remove_file(partial);
                Ok(())
            }
        })
    }

    fn show(mut self, name: impl FnOnce(&Path, &Path) -> io::Result<()>) -> io::Result<()> {
        if let Some(file) = &self.file {
            file.sync_all()?;
        }
        name(&self.partial, &self.path)?;
        self.file = None;
        sync_folder(&self.path)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.file.is_some() {
            let _ = fs::remove_file(&self.partial);
        }
    }
}

fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Takes the name first, with an empty file: of two who do this, one fails.
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    drop(new_file(to)?);
    fs::rename(from, to).inspect_err(|_| _ = fs::remove_file(to))
}

/// Else a power cut takes the name away again.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match File::open(folder)?.sync_all() {
        // Some shares cannot do that for folders.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use tempfile::TempDir;

    use super::*;

    fn names(folder: &TempDir) -> Vec<String> {
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    fn written(path: &Path, text: &str) -> Draft {
        let draft = Draft::begin_beside(path).unwrap();
        draft.file().unwrap().write_all(text.as_bytes()).unwrap();
        draft
    }

    #[test]
    fn a_file_shows_when_it_is_whole_and_replaces_only_when_that_is_said() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("key");
        drop(written(&path, "dropped"));
        assert!(names(&folder).is_empty());
        let (one, two) = (written(&path, "one"), written(&path, "two"));
        assert!(!path.exists());
        one.publish().unwrap();
        assert_eq!(two.publish().unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        written(&path, "three").replace().unwrap();
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names(&folder)), ("three", vec!["key".to_owned()]));
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions()) & 0o777, 0o600);
    }

    #[test]
    fn without_links_nothing_is_replaced_either() {
        let folder = TempDir::new().unwrap();
        let (from, to) = (folder.path().join("partial"), folder.path().join("backup"));
        fs::write(&from, "new").unwrap();
        rename_new(&from, &to).unwrap();
        assert_eq!((fs::read_to_string(&to).unwrap().as_str(), from.exists()), ("new", false));
        fs::write(&from, "newer").unwrap();
        assert_eq!(rename_new(&from, &to).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&to).unwrap(), "new");
        // What cannot be renamed leaves no empty file.
        rename_new(&folder.path().join("none"), &folder.path().join("other")).unwrap_err();
        assert!(!folder.path().join("other").exists());
    }
}
