package import BackendInterface
import PostgresBackend
import SQLiteBackend

/// The backends of this build.
package let allBackends = BackendRegistry([SQLiteBackend(), PostgresBackend()])
