package import BackendInterface
import SQLiteBackend

/// The backends of this build.
package let allBackends = BackendRegistry([SQLiteBackend()])
