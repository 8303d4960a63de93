//! What the stories are told with. One module a thing: the servers and databases under the application, the
//! application itself, the people who use it, and what they see of it.

pub mod databases;
pub mod place;
pub mod servers;
pub mod story;

pub use place::Place;
pub use story::block_on;
