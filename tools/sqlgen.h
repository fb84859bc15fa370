/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of sqlgen share; sqlgen.c says what the program does. */
#ifndef KC_TOOLS_SQLGEN_H
#define KC_TOOLS_SQLGEN_H

#include "base/text.h"
#include "sqlgen_lex.h"

enum dialect { SQLITE, POSTGRES, DIALECTS };

enum {
    SQL_FILE_BYTES_MAX = 1 << 20,
    SQL_FILES_MAX = 2000,
    SQL_TABLES_MAX = 200,
    SQL_FIELDS_MAX = 60, /* as STMT_PARAMS_MAX and STMT_COLUMNS_MAX in base/limits.h */
};

/* A named, typed parameter or result column. */
struct field {
    struct slice name;
    char letter; /* i whole number, r real, t text, j JSON, b bytes */
};

struct field_list {
    struct field at[SQL_FIELDS_MAX];
    size_t len;
};

struct sql_file {
    const char *path;  /* for messages */
    struct slice name; /* "module/all", "0001_catalogue", without ending and variant */
    int variant;       /* SQLITE, POSTGRES, or -1 for both */
    struct slice text;
};

struct file_list {
    struct sql_file at[SQL_FILES_MAX];
    size_t len;
};

/* Names of tables, each once. */
struct table_list {
    struct slice at[SQL_TABLES_MAX];
    size_t len;
};
void tables_add(struct table_list *l, struct slice table);
bool tables_have(const struct table_list *l, struct slice table);

/* One query or migration, ready for both databases. */
struct output {
    struct slice name;
    struct slice text[DIALECTS];
    struct slice source[DIALECTS]; /* as it stands in the file, for the checksum */
    struct field_list params;
    struct field_list columns;
    struct table_list tables; /* of organisations, that it names */
};

struct output_list {
    struct output at[SQL_FILES_MAX];
    size_t len;
};

/* Report "FILE:LINE: message" and end the program; the build stops there. */
_Noreturn void sqlgen_die(const char *path, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Of an allocation of the process arena. */
void *sqlgen_need(void *p);

/* The letter of a column type word (`key`, `text` ...), or 0. */
char type_letter(struct slice word);
/* How the type word of column `column` is written for a database; false when unknown. */
bool type_put(struct text *t, struct slice word, struct slice column, enum dialect d);

/* Translate a migration. */
struct slice migration_translate(struct arena *a, const struct sql_file *f, enum dialect d);
/* Add the tables that a migration gives a column `organisation ref` (src/storage/reach.h). */
void migration_tenants(const struct sql_file *f, struct table_list *tenants);
/* Translate a query; fills params, columns and tables of `ret_output`, and its text for `d`. */
void query_translate(struct arena *a, const struct sql_file *f, const struct table_list *tenants,
                     struct output *ret_output, enum dialect d);

/* The generated files' contents. `prefix` is "" or, say, "test_". */
struct slice write_query_header(struct arena *a, const char *prefix, const struct output_list *l);
struct slice write_query_source(struct arena *a, const char *prefix, const struct output_list *l);
struct slice write_migration_source(struct arena *a, const char *prefix,
                                    const struct output_list *l);

#endif
