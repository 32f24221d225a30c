package import BackendInterface

/// The backends of this build.
package let allBackends = BackendRegistry([])
