internal import CZstd

/// The installed libzstd.
public enum ZstdLibrary {
    /// Its version, such as `1.5.4`.
    public static var version: String { String(cString: ZSTD_versionString()) }
}
