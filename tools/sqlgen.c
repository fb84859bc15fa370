/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sqlgen: SQL files to C, so that no SQL stands in C and none can be put together there.
 *
 *   sqlgen PREFIX QUERIES_DIR MIGRATIONS_DIR OUT_DIR
 *
 * Reads   QUERIES_DIR/NAME.sql and QUERIES_DIR/FOLDER/NAME.sql, one statement each:
 *
 *             -- All modules of a provider, by title.
 *             -- params: provider ref
 *             -- columns: id key, title text
 *             SELECT id, title FROM module WHERE provider = :provider ORDER BY title
 *
 *         and MIGRATIONS_DIR/0001_NAME.sql ..., any number of statements with our column
 *         types (sqlgen_migration.c). Where the databases differ, NAME.sqlite.sql and
 *         NAME.postgres.sql stand side by side instead.
 * Writes  OUT_DIR/PREFIXquery.gen.h, PREFIXquery.gen.c, PREFIXmigration.gen.c
 *         (types: src/storage/query.h). "-" as PREFIX is none.
 *
 * Any mistake ends with "FILE:LINE: what is wrong" and status 1; nothing is written then.
 */
#include "sqlgen.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

_Noreturn void
sqlgen_die(const char *path, int line, const char *fmt, ...)
{
    va_list args;

    fprintf(stderr, "%s:%d: ", path, line);
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputc('\n', stderr);
    exit(1);
}

void *
sqlgen_need(void *p)
{
    if (p == NULL)
        sqlgen_die("sqlgen", 0, "the SQL files need more memory than is set aside");
    return p;
}

static char *
join(struct arena *a, const char *dir, const char *name)
{
    struct text t = text_init(a, 4096);
    struct slice s;

    text_puts(&t, dir);
    text_putc(&t, '/');
    text_puts(&t, name);
    if (text_end(&t, &s) != OK)
        sqlgen_die(dir, 0, "path too long");
    return sqlgen_need(arena_cstr(a, s));
}

static struct slice
file_read(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    static char bytes[SQL_FILE_BYTES_MAX + 1];
    size_t len;
    struct slice copy;

    if (f == NULL)
        sqlgen_die(path, 0, "cannot be read: %s", strerror(errno));
    len = fread(bytes, 1, sizeof bytes, f);
    if (ferror(f) || len > SQL_FILE_BYTES_MAX)
        sqlgen_die(path, 0, "cannot be read, or is longer than %d bytes", SQL_FILE_BYTES_MAX);
    fclose(f);
    if (arena_copy(a, (struct slice){bytes, len}, &copy) != OK)
        sqlgen_need(NULL);
    return copy;
}

/* "all.sqlite.sql" -> "all", SQLITE. Names become C identifiers, so their letters are few. */
static void
name_split(struct sql_file *f, struct slice file)
{
    struct slice name = slice_sub(file, 0, file.len - 4);

    f->variant = -1;
    if (slice_ends(name, SLICE(".sqlite"))) {
        f->variant = SQLITE;
        name.len -= 7;
    } else if (slice_ends(name, SLICE(".postgres"))) {
        f->variant = POSTGRES;
        name.len -= 9;
    }
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];

        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '/'))
            sqlgen_die(f->path, 0, "a name is made of a-z, 0-9 and _, not of '%c'", c);
    }
    f->name = name;
}

static int
by_path(const void *a, const void *b)
{
    return strcmp(((const struct sql_file *)a)->path, ((const struct sql_file *)b)->path);
}

/* `below` is "" or "folder/". Folders are one deep. */
static void
list_dir(struct arena *a, const char *dir, const char *below, struct file_list *l)
{
    DIR *d = opendir(dir);
    struct dirent *e;

    if (d == NULL)
        sqlgen_die(dir, 0, "cannot be read: %s", strerror(errno));
    while ((e = readdir(d)) != NULL) {
        struct slice name = slice_of(e->d_name);
        char *path = join(a, dir, e->d_name);
        struct text full = text_init(a, 1024);
        struct slice relative;
        struct stat st;

        if (e->d_name[0] == '.')
            continue;
        text_puts(&full, below);
        text_put(&full, name);
        if (stat(path, &st) == 0 && S_ISDIR(st.st_mode) && below[0] == '\0') {
            text_putc(&full, '/');
            if (text_end(&full, &relative) != OK)
                sqlgen_die(path, 0, "path too long");
            list_dir(a, path, sqlgen_need(arena_cstr(a, relative)), l);
            continue;
        }
        if (!slice_ends(name, SLICE(".sql")))
            sqlgen_die(path, 0, "is not a .sql file");
        if (l->len == SQL_FILES_MAX || text_end(&full, &relative) != OK)
            sqlgen_die(path, 0, "more than %d files", SQL_FILES_MAX);
        l->at[l->len] = (struct sql_file){.path = path};
        name_split(&l->at[l->len], relative);
        l->at[l->len++].text = file_read(a, path);
    }
    closedir(d);
}

static struct file_list *
list_files(struct arena *a, const char *dir)
{
    struct file_list *l = sqlgen_need(arena_new(a, struct file_list));

    list_dir(a, dir, "", l);
    qsort(l->at, l->len, sizeof *l->at, by_path);
    return l;
}

/* The file that holds `f->name` for database `d`: `f` itself or its neighbour. */
static const struct sql_file *
variant_of(const struct file_list *l, const struct sql_file *f, enum dialect d)
{
    const struct sql_file *found = NULL;

    for (size_t i = 0; i < l->len; i++) {
        const struct sql_file *other = &l->at[i];

        if (!slice_eq(other->name, f->name))
            continue;
        if (other != f && (other->variant == f->variant || other->variant == -1))
            sqlgen_die(other->path, 0, "stands beside %s: keep either one file or the pair",
                       f->path);
        if (other->variant == -1 || other->variant == (int)d)
            found = other;
    }
    if (found == NULL)
        sqlgen_die(f->path, 0, "has no %s beside it",
                   d == SQLITE ? ".sqlite.sql" : ".postgres.sql");
    return found;
}

static bool
fields_eq(const struct field_list *a, const struct field_list *b)
{
    if (a->len != b->len)
        return false;
    for (size_t i = 0; i < a->len; i++) {
        if (a->at[i].letter != b->at[i].letter || !slice_eq(a->at[i].name, b->at[i].name))
            return false;
    }
    return true;
}

static struct output_list *
make_queries(struct arena *a, const struct file_list *l, const struct table_list *tenants)
{
    struct output_list *out = sqlgen_need(arena_new(a, struct output_list));

    for (size_t i = 0; i < l->len; i++) {
        struct output *o = &out->at[out->len];
        struct output *p = sqlgen_need(arena_new(a, struct output));

        if (l->at[i].variant == SQLITE)
            (void)variant_of(l, &l->at[i], POSTGRES);
        if (l->at[i].variant == SQLITE) /* the pair is made once, at its .postgres.sql */
            continue;
        o->name = l->at[i].name;
        query_translate(a, variant_of(l, &l->at[i], POSTGRES), tenants, o, POSTGRES);
        query_translate(a, variant_of(l, &l->at[i], SQLITE), tenants, p, SQLITE);
        if (!fields_eq(&o->params, &p->params) || !fields_eq(&o->columns, &p->columns))
            sqlgen_die(l->at[i].path, 0, "its params or columns differ from the .sqlite.sql");
        o->text[SQLITE] = p->text[SQLITE];
        out->len++;
    }
    return out;
}

static struct output_list *
make_migrations(struct arena *a, const struct file_list *l)
{
    struct output_list *out = sqlgen_need(arena_new(a, struct output_list));

    for (size_t i = 0; i < l->len; i++) {
        struct output *o = &out->at[out->len];
        struct slice name = l->at[i].name;
        int64_t number = 0;

        if (l->at[i].variant == SQLITE) {
            (void)variant_of(l, &l->at[i], POSTGRES);
            continue;
        }
        if (name.len < 6 || name.at[4] != '_' ||
            slice_int(slice_sub(name, 0, 4), 1, 9999, &number) != OK)
            sqlgen_die(l->at[i].path, 0, "a migration is called 0001_name.sql");
        if (number != (int64_t)out->len + 1)
            sqlgen_die(l->at[i].path, 0, "migrations count 1, 2, 3 ...: this place is for %04zu",
                       out->len + 1);
        o->name = slice_sub(name, 5, name.len);
        for (int d = 0; d < DIALECTS; d++) {
            const struct sql_file *f = variant_of(l, &l->at[i], (enum dialect)d);

            o->source[d] = f->text;
            o->text[d] = migration_translate(a, f, (enum dialect)d);
        }
        out->len++;
    }
    return out;
}

static void
file_write(const char *path, struct slice bytes)
{
    FILE *f = fopen(path, "wb");

    if (f == NULL || fwrite(bytes.at, 1, bytes.len, f) != bytes.len || fclose(f) != 0)
        sqlgen_die(path, 0, "cannot be written: %s", strerror(errno));
}

static void
write_all(struct arena *a, char **argv, const struct output_list *queries,
          const struct output_list *migrations)
{
    const char *prefix = strcmp(argv[1], "-") == 0 ? "" : argv[1];
    char file[256];

    (void)snprintf(file, sizeof file, "%squery.gen.h", prefix);
    file_write(join(a, argv[4], file), write_query_header(a, prefix, queries));
    (void)snprintf(file, sizeof file, "%squery.gen.c", prefix);
    file_write(join(a, argv[4], file), write_query_source(a, prefix, queries));
    (void)snprintf(file, sizeof file, "%smigration.gen.c", prefix);
    file_write(join(a, argv[4], file), write_migration_source(a, prefix, migrations));
}

int
main(int argc, char **argv)
{
    struct table_list tenants = {.len = 0};
    struct file_list *migrations;
    struct arena *a;

    if (argc != 5) {
        fprintf(stderr, "usage: sqlgen PREFIX|- QUERIES_DIR MIGRATIONS_DIR OUT_DIR\n");
        return 2;
    }
    a = sqlgen_need(arena_open((size_t)4 << 30));
    migrations = list_files(a, argv[3]);
    for (size_t i = 0; i < migrations->len; i++)
        migration_tenants(&migrations->at[i], &tenants);
    write_all(a, argv, make_queries(a, list_files(a, argv[2]), &tenants),
              make_migrations(a, migrations));
    arena_close(a);
    return 0;
}
