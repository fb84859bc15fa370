/* SPDX-License-Identifier: EUPL-1.2 */
/* The generated C. Nothing here depends on the time or the machine: the same in, the same out. */
#include "sqlgen.h"

#include <sodium.h>

static void
put_upper(struct text *t, struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];

        text_putc(t, c == '/' ? '_' : (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c));
    }
}

static void
put_constant(struct text *t, const char *prefix, struct slice name)
{
    put_upper(t, slice_of(prefix));
    text_puts(t, "Q_");
    put_upper(t, name);
}

/* A C string literal, one line of it per line of SQL. */
static void
put_literal(struct text *t, struct slice s)
{
    text_puts(t, "\n        \"");
    for (size_t i = 0; i < s.len; i++) {
        switch (s.at[i]) {
        case '\n':
            text_puts(t, "\\n\"\n        \"");
            break;
        case '\\':
        case '"':
            text_putc(t, '\\');
            text_putc(t, s.at[i]);
            break;
        default:
            text_putc(t, s.at[i]);
        }
    }
    text_putc(t, '"');
}

static void
put_letters(struct text *t, const struct field_list *l)
{
    text_putc(t, '"');
    for (size_t i = 0; i < l->len; i++)
        text_putc(t, l->at[i].letter);
    text_putc(t, '"');
}

static struct slice
end(const struct text *t)
{
    struct slice s;

    if (text_end(t, &s) != OK)
        sqlgen_need(NULL);
    return s;
}

static struct text
start(struct arena *a)
{
    struct text t = text_init(a, (size_t)64 << 20);

    text_puts(&t, "/* Made by tools/sqlgen from sql/; do not edit. */\n");
    return t;
}

struct slice
write_query_header(struct arena *a, const char *prefix, const struct output_list *l)
{
    struct text t = start(a);

    text_puts(&t, "#ifndef KC_STORAGE_");
    put_upper(&t, slice_of(prefix));
    text_printf(&t, "QUERY_GEN_H\n#define KC_STORAGE_");
    put_upper(&t, slice_of(prefix));
    text_printf(&t, "QUERY_GEN_H\n\n#include \"storage/query.h\"\n\nenum %squery {\n", prefix);
    for (size_t i = 0; i < l->len; i++) {
        text_puts(&t, "    ");
        put_constant(&t, prefix, l->at[i].name);
        text_puts(&t, i == 0 && prefix[0] != '\0' ? " = QUERY_MORE,\n" : ",\n");
    }
    text_puts(&t, "    ");
    put_upper(&t, slice_of(prefix));
    text_printf(&t, "QUERIES\n};\n\nextern const struct query_set %squery_set;\n", prefix);
    text_printf(&t, "extern const struct migration_set %smigration_set;\n\n#endif\n", prefix);
    return end(&t);
}

static void
put_query(struct text *t, const struct output *o)
{
    text_printf(t, "    {\n        .name = \"%.*s\",\n        .sqlite = ", SLICE_ARG(o->name));
    put_literal(t, o->text[SQLITE]);
    text_puts(t, ",\n        .postgres = ");
    put_literal(t, o->text[POSTGRES]);
    text_printf(t, ",\n        .params_len = %zu,\n        .params = ", o->params.len);
    put_letters(t, &o->params);
    text_printf(t, ",\n        .columns_len = %zu,\n        .columns = ", o->columns.len);
    put_letters(t, &o->columns);
    text_puts(t, ",\n        .column_names = \"");
    for (size_t i = 0; i < o->columns.len; i++)
        text_printf(t, "%s%.*s", i > 0 ? " " : "", SLICE_ARG(o->columns.at[i].name));
    text_puts(t, "\",\n        .tenant_tables = \"");
    for (size_t i = 0; i < o->tables.len; i++)
        text_printf(t, "%s%.*s", i > 0 ? " " : "", SLICE_ARG(o->tables.at[i]));
    text_puts(t, "\",\n    },\n");
}

struct slice
write_query_source(struct arena *a, const char *prefix, const struct output_list *l)
{
    struct text t = start(a);

    text_printf(&t, "#include \"storage/%squery.gen.h\"\n\n", prefix);
    text_puts(&t, "static const struct query_text texts[] = {\n");
    for (size_t i = 0; i < l->len; i++)
        put_query(&t, &l->at[i]);
    text_printf(&t, "    {.name = NULL}};\n\nconst struct query_set %squery_set = {texts, %zu};\n",
                prefix, l->len);
    return end(&t);
}

static void
put_checksum(struct text *t, struct slice source)
{
    unsigned char hash[crypto_hash_sha256_BYTES];

    crypto_hash_sha256(hash, (const unsigned char *)source.at, source.len);
    text_putc(t, '"');
    for (size_t i = 0; i < sizeof hash; i++)
        text_printf(t, "%02x", hash[i]);
    text_putc(t, '"');
}

struct slice
write_migration_source(struct arena *a, const char *prefix, const struct output_list *l)
{
    struct text t = start(a);

    text_printf(&t, "#include \"storage/%squery.gen.h\"\n\n", prefix);
    text_puts(&t, "static const struct migration migrations[] = {\n");
    for (size_t i = 0; i < l->len; i++) {
        const struct output *o = &l->at[i];

        text_printf(&t, "    {\n        .number = %zu,\n        .name = \"%.*s\",\n", i + 1,
                    SLICE_ARG(o->name));
        text_puts(&t, "        .sqlite_checksum = ");
        put_checksum(&t, o->source[SQLITE]);
        text_puts(&t, ",\n        .postgres_checksum = ");
        put_checksum(&t, o->source[POSTGRES]);
        text_puts(&t, ",\n        .sqlite = ");
        put_literal(&t, o->text[SQLITE]);
        text_puts(&t, ",\n        .postgres = ");
        put_literal(&t, o->text[POSTGRES]);
        text_puts(&t, ",\n    },\n");
    }
    text_printf(&t,
                "    {.name = NULL}};\n\nconst struct migration_set %smigration_set = ", prefix);
    text_printf(&t, "{migrations, %zu};\n", l->len);
    return end(&t);
}
