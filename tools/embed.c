/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * embed: files into the program.
 *
 *   embed static -o DIR NAME=PATH...   DIR/static.gen.{h,c,bin} and DIR/static.list
 *   embed data   -o DIR NAME=PATH...   DIR/data.gen.{h,c,bin}
 *
 * The bytes go through the assembler (.incbin), which is as fast as copying;
 * the C file is the table. For static files the URL carries the beginning of the
 * SHA-256 of what is sent, so that browsers may keep it; references between them
 * (url() in CSS, imports in JavaScript) are rewritten to these names first.
 * Files under root/ keep their plain name at the top: /robots.txt.
 */
#include <stdlib.h>
#include <string.h>

#include "embed.h"

static int
compare_names(const void *a, const void *b)
{
    const struct embed_file *x = a;
    const struct embed_file *y = b;

    return slice_cmp(x->name, y->name);
}

static int
compare_urls(const void *a, const void *b)
{
    const struct embed_file *x = a;
    const struct embed_file *y = b;

    return strcmp(x->url, y->url);
}

static void
read_files(struct embed *e, char **args, int n)
{
    e->files = source_alloc(e->arena, (size_t)(n + 1) * sizeof *e->files);
    for (int i = 0; i < n; i++) {
        struct slice arg = slice_of(args[i]);
        size_t eq = slice_find_char(arg, '=');
        struct embed_file *f = &e->files[e->len++];

        if (eq == 0 || eq >= arg.len)
            source_die("expected NAME=PATH, not %s", args[i]);
        f->name = slice_sub(arg, 0, eq);
        f->source = source_read_bytes(e->arena, args[i] + eq + 1);
        f->bytes = f->source.text;
    }
    if (e->len > 0)
        qsort(e->files, e->len, sizeof *e->files, compare_names);
    for (size_t i = 1; i < e->len; i++) {
        if (slice_eq(e->files[i - 1].name, e->files[i].name))
            source_die("%s and %s are both called %.*s", e->files[i - 1].source.path,
                       e->files[i].source.path, SLICE_ARG(e->files[i].name));
    }
}

/* Appends the bytes to the blob; "{embed_blob + 12, 345}". */
static void
put_bytes(struct text *c, struct text *blob, const char *symbol, struct slice bytes)
{
    if (bytes.at == NULL) {
        text_puts(c, "{0, 0}");
        return;
    }
    text_printf(c, "{%s + %zu, %zu}", symbol, blob->len, bytes.len);
    text_put(blob, bytes);
    text_putc(blob, '\0');
}

static void
put_blob_symbol(struct text *c, const char *symbol, const char *path)
{
    text_printf(c,
                "extern const char %s[];\n"
                "__asm__(\".pushsection .rodata\\n.balign 16\\n%s:\\n.incbin \\\"%s\\\"\\n"
                ".byte 0\\n.popsection\\n\");\n\n",
                symbol, symbol, path);
}

static const char *
path_in(struct embed *e, const char *dir, const char *name)
{
    struct text t = text_init(e->arena, 4096);

    text_printf(&t, "%s/%s", dir, name);
    return t.at;
}

static void
write_static_table(struct embed *e, const char *dir)
{
    struct text h = text_init(e->arena, OUTPUT_BYTES_MAX);
    struct text c = text_init(e->arena, OUTPUT_BYTES_MAX);
    struct text blob = text_init(e->arena, OUTPUT_BYTES_MAX);

    text_puts(&h, "/* Made by embed from static/. Not to be edited. */\n"
                  "#ifndef KC_WEB_STATIC_GEN_H\n#define KC_WEB_STATIC_GEN_H\n\n"
                  "#include \"web/static_file.h\"\n\n"
                  "extern const struct static_files static_files_embedded;\n\n#endif\n");
    text_puts(&c, "/* Made by embed from static/. Not to be edited. */\n"
                  "#include \"web/static.gen.h\"\n\n");
    put_blob_symbol(&c, "static_blob", path_in(e, dir, "static.gen.bin"));
    text_puts(&c, "static const struct static_file files[] = {\n");
    for (size_t i = 0; i < e->len; i++) {
        const struct embed_file *f = &e->files[i];

        text_printf(&c, "    {\"%s\", \"%s\", \"\\\"%s\\\"\", %s,\n     ", f->url, f->content_type,
                    f->fingerprint, f->at_root ? "false" : "true");
        put_bytes(&c, &blob, "static_blob", f->bytes);
        text_puts(&c, ", ");
        put_bytes(&c, &blob, "static_blob", f->gzip);
        text_puts(&c, ", ");
        put_bytes(&c, &blob, "static_blob", f->brotli);
        text_puts(&c, "},\n");
    }
    if (e->len == 0)
        text_puts(&c, "    {0, 0, 0, false, {0, 0}, {0, 0}, {0, 0}},\n");
    text_printf(&c, "};\n\nconst struct static_files static_files_embedded = {files, %zu};\n",
                e->len);
    source_write(e->arena, path_in(e, dir, "static.gen.bin"), &blob);
    source_write(e->arena, path_in(e, dir, "static.gen.h"), &h);
    source_write(e->arena, path_in(e, dir, "static.gen.c"), &c);
}

/* For tmplc: "css/app.css TAB /static/css/app.0123456789.css". */
static void
write_static_list(struct embed *e, const char *dir)
{
    struct text list = text_init(e->arena, OUTPUT_BYTES_MAX);

    for (size_t i = 0; i < e->len; i++)
        text_printf(&list, "%.*s\t%s\n", SLICE_ARG(e->files[i].name), e->files[i].url);
    source_write(e->arena, path_in(e, dir, "static.list"), &list);
}

static void
write_data(struct embed *e, const char *dir)
{
    struct text h = text_init(e->arena, OUTPUT_BYTES_MAX);
    struct text c = text_init(e->arena, OUTPUT_BYTES_MAX);
    struct text blob = text_init(e->arena, OUTPUT_BYTES_MAX);

    text_puts(&h, "/* Made by embed from data/. Not to be edited. */\n"
                  "#ifndef KC_SERVICE_DATA_GEN_H\n#define KC_SERVICE_DATA_GEN_H\n\n"
                  "#include \"service/data_file.h\"\n\n");
    text_printf(&h,
                "enum { DATA_FILES = %zu };\n\nextern const struct data_file "
                "data_files[];\n\n#endif\n",
                e->len);
    text_puts(&c, "/* Made by embed from data/. Not to be edited. */\n"
                  "#include \"service/data.gen.h\"\n\n");
    put_blob_symbol(&c, "data_blob", path_in(e, dir, "data.gen.bin"));
    text_puts(&c, "const struct data_file data_files[] = {\n");
    for (size_t i = 0; i < e->len; i++) {
        text_printf(&c, "    {\"%.*s\", ", SLICE_ARG(e->files[i].name));
        put_bytes(&c, &blob, "data_blob", e->files[i].bytes);
        text_puts(&c, "},\n");
    }
    text_puts(&c, "    {0, {0, 0}},\n};\n");
    source_write(e->arena, path_in(e, dir, "data.gen.bin"), &blob);
    source_write(e->arena, path_in(e, dir, "data.gen.h"), &h);
    source_write(e->arena, path_in(e, dir, "data.gen.c"), &c);
}

int
main(int argc, char **argv)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open((size_t)4 << 30);
    struct embed e = {.arena = a};

    if (argc < 4 || strcmp(argv[2], "-o") != 0)
        source_die("usage: embed static|data -o DIR NAME=PATH...");
    read_files(&e, argv + 4, argc - 4);
    if (strcmp(argv[1], "data") == 0) {
        write_data(&e, argv[3]);
        return 0;
    }
    if (strcmp(argv[1], "static") != 0)
        source_die("embed static or embed data, not %s", argv[1]);
    for (size_t i = 0; i < e.len; i++)
        embed_finish(&e, &e.files[i], 0);
    write_static_list(&e, argv[3]);
    if (e.len > 0)
        qsort(e.files, e.len, sizeof *e.files, compare_urls);
    write_static_table(&e, argv[3]);
    return 0;
}
