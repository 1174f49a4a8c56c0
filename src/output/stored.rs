//! Work that is stored to be gone on with: each thing with its length and a checksum over what it is, so that nothing cut,
//! overwritten or of another kind counts as done.

use super::files::{Lasting, write_atomically_by};
use super::{DirectoryError, identity};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// First word of each file, with the version of its form.
const FORM: &str = "nodal-stored-2";
/// Bytes that are written at a time.
const AT_A_TIME: usize = 1 << 16;

/// A folder of stored things, found by name.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    /// What all that lies here belongs to: a thing of other work is none of this shelf, whatever its name.
    owner: String,
    lasting: Lasting,
    damaged: Mutex<Vec<Damage>>,
}

/// A stored thing that cannot be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct Damage {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a stored thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It does not begin as stored things do.
    #[error("it was not written by this program, or its beginning is lost")]
    Foreign,
    /// Another length than it was written with.
    #[error("{found} bytes are there of {wanted}")]
    Length {
        /// Bytes that are there.
        found: usize,
        /// Bytes that were written.
        wanted: usize,
    },
    /// The checksum is not that of content, name, form and owner.
    #[error("its checksum is not that of its content and name")]
    Checksum,
    /// The content is whole but of another type.
    #[error("it holds something else than is looked for")]
    Content,
}

impl Shelf {
    /// A shelf in a folder for things that belong to `owner`.
    pub fn new(folder: PathBuf, owner: String) -> Self {
        Self { folder, owner, lasting: Lasting::Yes, damaged: Mutex::default() }
    }

    /// The same for things that are taken away at once: they need not outlive the machine.
    #[must_use]
    pub fn in_passing(self) -> Self {
        Self { lasting: Lasting::No, ..self }
    }

    /// A stored thing; none where there is none or where it is damaged, which is noted.
    pub fn find<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let path = self.folder.join(name);
        let bytes = fs::read(&path).ok()?;
        match self.open(name, &bytes) {
            Ok(thing) => Some(thing),
            Err(fault) => {
                if let Ok(mut damaged) = self.damaged.lock() {
                    damaged.push(Damage { path, fault });
                }
                None
            }
        }
    }

    fn open<T: DeserializeOwned>(&self, name: &str, bytes: &[u8]) -> Result<T, Fault> {
        let at = bytes.iter().position(|&byte| byte == b'\n').ok_or(Fault::Foreign)?;
        let (head, content) = (&bytes[..at], &bytes[at + 1..]);
        let head = std::str::from_utf8(head).map_err(|_| Fault::Foreign)?;
        let words: Vec<&str> = head.split(' ').collect();
        let &[FORM, length, checksum] = words.as_slice() else { return Err(Fault::Foreign) };
        let wanted = length.parse().map_err(|_| Fault::Foreign)?;
        if content.len() != wanted {
            return Err(Fault::Length { found: content.len(), wanted });
        }
        if checksum != self.checksum(name, content) {
            return Err(Fault::Checksum);
        }
        postcard::from_bytes(content).map_err(|_| Fault::Content)
    }

    /// Stores a thing in the place of what was there before. It goes to the disk piece by piece: a country is never held twice.
    ///
    /// # Errors
    /// When the file system fails.
    pub fn keep<T: Serialize>(&self, name: &str, thing: &T) -> Result<(), DirectoryError> {
        let head = |length: usize, checksum: &str| format!("{FORM} {length:020} {checksum}\n");
        write_atomically_by(&self.folder.join(name), self.lasting, |file| {
            // Length and checksum are known in the end, and take the room that is left for them.
            file.write_all(head(0, blake3::Hash::from([0; 32]).to_hex().as_str()).as_bytes())?;
            let hashed = Hashed { file, hasher: self.hasher(name), length: 0 };
            let mut content = BufWriter::with_capacity(AT_A_TIME, hashed);
            postcard::to_io(thing, &mut content).map_err(io::Error::other)?;
            let Hashed { file, hasher, length } =
                content.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.seek(SeekFrom::Start(0))?;
            file.write_all(head(length, hasher.finalize().to_hex().as_str()).as_bytes())
        })
    }

    /// Takes a thing away that is of no more use; if it stays it does no harm.
    pub fn forget(&self, name: &str) {
        let _ = fs::remove_file(self.folder.join(name));
    }

    /// Damaged things that were looked for until now.
    pub fn damage(&self) -> Vec<Damage> {
        self.damaged.lock().map(|damaged| damaged.clone()).unwrap_or_default()
    }

    /// Stored things whose names say that another build lived them ([`name_of`]).
    pub fn of_other_builds(&self) -> usize {
        let Ok(entries) = fs::read_dir(&self.folder) else { return 0 };
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.filter(|name| is_name(name) && !name.starts_with(mark())).count()
    }

    fn checksum(&self, name: &str, content: &[u8]) -> String {
        self.hasher(name).update(content).finalize().to_hex().to_string()
    }

    /// The checksum of a thing before its content.
    fn hasher(&self, name: &str) -> blake3::Hasher {
        let mut hasher = blake3::Hasher::new();
        for part in [FORM, &self.owner, name] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher
    }
}

/// A file with the checksum and length of what goes into it.
struct Hashed<'a> {
    file: &'a mut fs::File,
    hasher: blake3::Hasher,
    length: usize,
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.length += written;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// How names begin that this build gives.
fn mark() -> &'static str {
    &identity::BUILD[..8]
}

/// The name of a thing by what it is: equal for equal work of one build, and begins with that build.
pub fn name_of(what: &str) -> String {
    let digest = blake3::hash(format!("{} {what}", identity::BUILD).as_bytes()).to_hex();
    format!("{}-{}", mark(), &digest[..48])
}

/// Whether a name is one that [`name_of`] gives, in any build.
fn is_name(name: &str) -> bool {
    let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.len() == 57
        && name
            .split_once('-')
            .is_some_and(|(build, of)| build.len() == 8 && is_hex(build) && is_hex(of))
}

/// Says in one line what was found damaged; nothing where nothing was.
pub fn told(damage: &[Damage], directory: &Path) -> Option<String> {
    let first = damage.first()?;
    let more = match damage.len() {
        1 => String::new(),
        n => format!(", and {} more in {}", n - 1, directory.display()),
    };
    Some(format!("stored work is damaged and is lived again: {first}{more}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf(folder: &Path, owner: &str) -> Shelf {
        Shelf::new(folder.to_owned(), owner.to_owned())
    }

    #[test]
    fn a_stored_thing_is_found_again_under_its_own_name_alone() {
        let folder = tempfile::TempDir::new().unwrap();
        let mine = shelf(folder.path(), "mine");
        mine.keep("a", &vec![1.5, 2.5]).unwrap();
        assert_eq!(mine.find::<Vec<f64>>("a"), Some(vec![1.5, 2.5]));
        assert_eq!(mine.find::<Vec<f64>>("b"), None);
        assert_eq!(mine.damage(), []);
        fs::copy(folder.path().join("a"), folder.path().join("b")).unwrap();
        assert_eq!(mine.find::<Vec<f64>>("b"), None);
        assert_eq!(mine.damage()[0].fault, Fault::Checksum);
        let yours = shelf(folder.path(), "yours");
        assert_eq!(yours.find::<Vec<f64>>("a"), None);
        assert_eq!(yours.damage()[0].fault, Fault::Checksum);
    }

    /// Zeros of the same length, every cut, every bit.
    #[test]
    fn nothing_damaged_is_taken_for_whole() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a");
        let shelf = shelf(folder.path(), "mine");
        shelf.keep("a", &[7_u32, 8, 9]).unwrap();
        let whole = fs::read(&path).unwrap();
        let mut damaged = vec![vec![0; whole.len()], Vec::new()];
        damaged.extend((1..whole.len()).map(|end| whole[..end].to_vec()));
        damaged.push([&whole[..], &[0]].concat());
        for bit in 0..whole.len() * 8 {
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            damaged.push(flipped);
        }
        for (n, bytes) in damaged.iter().enumerate() {
            fs::write(&path, bytes).unwrap();
            assert_eq!(shelf.find::<[u32; 3]>("a"), None, "{n}");
            assert_eq!(shelf.damage().len(), n + 1);
        }
        fs::write(&path, whole).unwrap();
        assert_eq!(shelf.find::<[u32; 3]>("a"), Some([7, 8, 9]));
        assert_eq!(shelf.find::<Vec<String>>("a"), None);
        assert_eq!(shelf.damage().last().unwrap().fault, Fault::Content);
    }

    #[test]
    fn names_tell_builds_apart() {
        let folder = tempfile::TempDir::new().unwrap();
        let shelf = shelf(folder.path(), "");
        let name = name_of("a run");
        assert!(is_name(&name) && name != name_of("another"));
        shelf.keep(&name, &1_u8).unwrap();
        assert_eq!(shelf.of_other_builds(), 0);
        let other = format!("00000000{}", &name[8..]);
        shelf.keep(&other, &1_u8).unwrap();
        assert_eq!(shelf.of_other_builds(), 1);
    }
}
