/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tmplc: page templates to C.
 *
 *   tmplc -o DIR [-s STATIC_LIST] TEXT.txt... TEMPLATE.tmpl...
 *
 * For every x.tmpl DIR/x.gen.c, and one DIR/page.gen.h with all signatures.
 * The language is described in docs/your_first_page.md; every mistake ends the
 * program with file, line and column. All templates are read together, so that
 * calls between them can be checked.
 */
#include <string.h>
#include <unistd.h>

#include "tmpl.h"

static void
put_header(const struct tmpl *t, struct text *out)
{
    text_puts(out, "/* Made by tmplc from templates/. Not to be edited. */\n"
                   "#ifndef KC_WEB_PAGE_GEN_H\n#define KC_WEB_PAGE_GEN_H\n\n"
                   "#include \"web/render.h\"\n");
    for (size_t i = 0; i < t->includes_len; i++)
        text_printf(out, "#include \"%.*s\"\n", SLICE_ARG(t->includes[i]));
    text_putc(out, '\n');
    for (size_t i = 0; i < t->defines_len; i++) {
        const struct tmpl_define *d = &t->defines[i];

        tmpl_put_head(out, d, d->has_slot ? "_begin" : "");
        text_puts(out, ";\n");
        if (d->has_slot) {
            tmpl_put_head(out, d, "_end");
            text_puts(out, ";\n");
        }
    }
    text_puts(out, "\n#endif\n");
}

/* DIR/page_voucher.gen.c for templates/page_voucher.tmpl */
static const char *
target(struct arena *a, const char *dir, const char *path)
{
    struct text t = text_init(a, 4096);
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;

    text_printf(&t, "%s/%.*s.gen.c", dir, (int)(strlen(name) - strlen(".tmpl")), name);
    return t.at;
}

static void
compile(struct tmpl *t, const char *dir, char **paths, int n)
{
    struct source *files = source_alloc(t->arena, (size_t)(n + 1) * sizeof *files);
    struct text header = text_init(t->arena, OUTPUT_BYTES_MAX);
    struct text path = text_init(t->arena, 4096);

    for (int i = 0; i < n; i++) {
        files[i] = source_read(t->arena, paths[i]);
        tmpl_parse(t, &files[i]);
    }
    for (int i = 0; i < n; i++) {
        struct text out = text_init(t->arena, OUTPUT_BYTES_MAX);

        tmpl_emit(t, &files[i], &out);
        source_write(t->arena, target(t->arena, dir, paths[i]), &out);
    }
    put_header(t, &header);
    text_printf(&path, "%s/page.gen.h", dir);
    source_write(t->arena, path.at, &header);
}

int
main(int argc, char **argv)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open((size_t)1 << 30);
    struct sayfile say = sayfile_init(a);
    struct tmpl *t = source_alloc(a, sizeof *t);
    const char *dir = NULL;
    int option;

    t->arena = a;
    t->say = &say;
    t->defines = source_alloc(a, TMPL_DEFINES_MAX * sizeof *t->defines);
    while ((option = getopt(argc, argv, "o:s:")) != -1) {
        if (option == 'o')
            dir = optarg;
        else if (option == 's')
            t->static_list = source_read(a, optarg).text;
        else
            source_die("usage: tmplc -o DIR [-s STATIC_LIST] TEXT.txt... TEMPLATE.tmpl...");
    }
    if (dir == NULL)
        source_die("usage: tmplc -o DIR [-s STATIC_LIST] TEXT.txt... TEMPLATE.tmpl...");
    for (; optind < argc && slice_ends(slice_of(argv[optind]), SLICE(".txt")); optind++)
        sayfile_read(&say, argv[optind]);
    sayfile_check(&say);
    for (int i = optind; i < argc; i++) {
        if (!slice_ends(slice_of(argv[i]), SLICE(".tmpl")))
            source_die("%s is neither .txt nor .tmpl (texts come first)", argv[i]);
    }
    compile(t, dir, argv + optind, argc - optind);
    return 0;
}
