import Migration
import Testing

@Test(
  "Titles become lower-case words of ASCII",
  arguments: [
    ("XMLHttp v2.0", "xml_http_v2_0"), ("foo_Bar9Baz--x", "foo_bar9_baz_x"),
    ("  lead & trail! ", "lead_and_trail"), ("фыва ab", "fyva_ab"), ("日本", ""),
    ("a.b/c:d", "a_b_c_d"), ("don't", "dont"), ("HTMLParserURLs", "html_parser_urls"),
    ("ÅÄÖ øre ß ñ Đ", "a_ae_oe_ore_ss_n_d"), ("mp3Player", "mp3_player"), ("add2FA", "add2_fa"),
    ("ABCdef", "ab_cdef"), ("ALL CAPS", "all_caps"), ("_lead_", "lead"), ("a—b", "a_b"),
    ("İstanbul ı ğ", "istanbul_i_g"), ("Łódź", "lodz"), ("Ελλάδα", "ellada"),
    ("AddUser émail & Straße", "add_user_email_and_strasse"),
    ("../../etc/passwd", "etc_passwd"),
  ])
func slug(_ title: String, _ slug: String) {
  #expect(MigrationName.slug(title) == slug)
}

@Test("A slug is cut to 100 characters")
func longSlug() {
  #expect(MigrationName.slug(String(repeating: "x", count: 130)).utf8.count == 100)
}

@Test(
  "Times are UTC",
  arguments: [
    (0, "19700101000000"), (1_795_220_147_999, "20261121001547"),
    (951_782_400_000, "20000229000000"),
    (-1, "19691231235959"), (253_402_300_799_000, "99991231235959"),
  ])
func compactTime(_ milliseconds: Int64, _ text: String) {
  #expect(Timestamp.compact(milliseconds) == text)
}

@Test("A name without a usable title is the time alone")
func emptyTitle() {
  #expect(MigrationName.make("日本", at: 0) == "19700101000000")
  #expect(MigrationName.make("Init", at: 0) == "19700101000000_init")
}
