public import DatabaseAccess
public import FoundationEssentials
public import JSON

/// The Swift type of `DateTime`.
public typealias DateTime = Date

/// The Swift type of `Json`.
public typealias JSONDocument = JSONValue

/// How much concurrent transactions see of each other.
public typealias Isolation = IsolationLevel
