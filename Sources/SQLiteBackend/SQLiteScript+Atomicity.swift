extension SQLiteScript {
  /// Whether `SQLiteScriptRunner` runs the script in one transaction on every database.
  ///
  /// Scripts that may become several transactions, because a part of them needs the actions of
  /// foreign keys and another part must not fire them, are not certain.
  var isCertainlyOneTransaction: Bool {
    let leaves = statements.contains { $0.needsAutocommit || $0.begins(with: "ROLLBACK") }
    if leaves { return false }
    guard statements.contains(where: { $0.foreignKeySwitch == false }) else { return true }
    var isEnforced = true
    for statement in statements {
      if let value = statement.foreignKeySwitch {
        isEnforced = value
      } else if isEnforced, statement.mayFireForeignKeyActions {
        return false
      }
    }
    return true
  }
}
