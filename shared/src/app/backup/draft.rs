//! A file that shows under its name once it is whole, and that nobody else may read.

use std::{
    fs::{self, File, OpenOptions},
    io::{BufWriter, IntoInnerError},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

pub struct Draft {
    path: PathBuf,
    partial: PathBuf,
    finished: bool,
}

impl Draft {
    /// Begins to write it, beside where it is to be. Nothing that is there already is overwritten.
    pub fn begin(path: &Path) -> Result<(Self, BufWriter<File>)> {
        ensure!(!path.exists(), "{} is there already", path.display());
        let partial = path.with_added_extension("partial");
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&partial).with_context(|| format!("{} cannot be written", partial.display()))?;
        Ok((Self { path: path.to_owned(), partial, finished: false }, BufWriter::new(file)))
    }

    /// It is whole: on the disk, and under its name.
    pub fn finish(mut self, written: BufWriter<File>) -> Result<()> {
        let file = written.into_inner().map_err(IntoInnerError::into_error).context("the backup cannot be written")?;
        file.sync_all().context("the backup cannot be written")?;
        // Unlike renaming, this fails where somebody else has made one of the name meanwhile.
        fs::hard_link(&self.partial, &self.path).with_context(|| format!("{} cannot be written", self.path.display()))?;
        self.finished = true;
        fs::remove_file(&self.partial)?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_file(&self.partial);
        }
    }
}
