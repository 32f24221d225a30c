/// A rename that was asked for and cannot be carried out.
package struct RefusedRename: Sendable, Hashable {
  package enum Reason: Error, Hashable {
    /// The table or the enum that it is a part of is not there afterwards.
    case ownerMissing
    /// Nothing has the previous name.
    case previousMissing
    /// Nothing has the next name afterwards.
    case nextMissing
    /// Something else has the next name already, and keeps it.
    case nextTaken
    /// What has the previous name keeps it.
    case previousStays
    /// The names are the same.
    case unchanged
    /// Another rename gives the thing another name.
    case previousRepeated
    /// Another rename gives another thing the name.
    case nextRepeated
    /// The database has no enums, but texts.
    case noEnums
  }

  package var rename: Rename
  package var reason: Reason

  package init(_ rename: Rename, _ reason: Reason) {
    self.rename = rename
    self.reason = reason
  }
}
