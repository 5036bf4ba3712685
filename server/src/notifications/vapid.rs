//! The key that push services know this installation by: made once, shared by all servers.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::SecretKey;
use p256::elliptic_curve::rand_core::OsRng;
use p256::elliptic_curve::sec1::ToEncodedPoint;
use p256::pkcs8::{DecodePrivateKey, EncodePrivateKey, LineEnding};

use crate::storage::{Db, Fault, installation};

/// Its name in the table `installation`.
const NAME: &str = "vapid-key";

/// The installation's key for push messages (VAPID, RFC 8292).
#[derive(Clone)]
pub struct VapidKey {
    pem: String,
    public: String,
}

impl std::fmt::Debug for VapidKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VapidKey({})", self.public)
    }
}

impl VapidKey {
    /// A new key from the operating system's randomness.
    pub fn made() -> Result<Self, Fault> {
        let secret = SecretKey::random(&mut OsRng);
        let pem = secret.to_pkcs8_pem(LineEnding::LF);
        Self::read(&pem.map_err(|_| Fault::Corrupt("a new push key"))?)
    }

    /// Reads a key as it is kept: PKCS#8 in PEM.
    fn read(pem: &str) -> Result<Self, Fault> {
        let secret =
            SecretKey::from_pkcs8_pem(pem).map_err(|_| Fault::Corrupt("installation.vapid-key"))?;
        let point = secret.public_key().to_encoded_point(false);
        Ok(Self {
            pem: pem.to_owned(),
            public: URL_SAFE_NO_PAD.encode(point.as_bytes()),
        })
    }

    /// What a browser needs to subscribe (`applicationServerKey`): base64url.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The secret half in PEM, for signing.
    pub(super) fn pem(&self) -> &str {
        &self.pem
    }
}

/// The key, made at the first start. When several servers start at once, one of their
/// keys stays and all of them use it.
pub async fn key(db: &Db) -> Result<VapidKey, Fault> {
    let mut tx = db.read().await?;
    if let Some(kept) = installation::value(&mut tx, NAME).await? {
        return VapidKey::read(&kept);
    }
    drop(tx);
    let mut tx = db.write().await?;
    let kept = installation::value_or(&mut tx, NAME, VapidKey::made()?.pem()).await?;
    tx.commit().await?;
    VapidKey::read(&kept)
}

#[cfg(test)]
mod tests {
    use super::VapidKey;

    #[test]
    fn a_key_reads_back_as_itself() {
        let made = VapidKey::made().unwrap();
        let read = VapidKey::read(made.pem()).unwrap();
        assert_eq!(read.public(), made.public());
        assert_eq!(read.public().len(), 87, "65 bytes, an uncompressed point");
    }
}
