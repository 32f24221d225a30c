/// How models, enums and fields are named after tables, types and columns without a previous name.
package enum NamingPolicy: String, Sendable, Hashable, CaseIterable {
  /// As the database has them.
  case keep
  /// As schemas are mostly written: `blog_posts` becomes `BlogPost`, `author_id` `authorId`.
  case prisma
}
