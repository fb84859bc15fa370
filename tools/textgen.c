/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * textgen: the sentences of text/ as C.
 *
 *   textgen -o DIR FILE...     writes DIR/say.gen.h and DIR/say.gen.c
 *
 * The header has enum say_key, the source the table that domain/say.c reads.
 * Names that collide (a.b and a_b both give SAY_A_B) are refused.
 */
#include <stdio.h>
#include <string.h>

#include "sayfile.h"

static void
check_collisions(struct arena *a, const struct sayfile *f)
{
    struct slice *names = source_alloc(a, (f->keys_len + 1) * sizeof *names);

    for (size_t i = 0; i < f->keys_len; i++) {
        struct text t = text_init(a, SAYFILE_KEY_BYTES_MAX + 10);

        sayfile_put_constant(&t, f->keys[i].name);
        names[i] = (struct slice){t.at, t.len};
        for (size_t k = 0; k < i; k++) {
            if (slice_eq(names[k], names[i]))
                source_die("texts %.*s and %.*s have the same constant", SLICE_ARG(f->keys[k].name),
                           SLICE_ARG(f->keys[i].name));
        }
    }
}

static void
put_header(struct text *out, const struct sayfile *f)
{
    text_puts(out, "/* Made by textgen from text/. Not to be edited. */\n"
                   "#ifndef KC_DOMAIN_SAY_GEN_H\n#define KC_DOMAIN_SAY_GEN_H\n\n"
                   "enum say_key {\n    SAY_NOTHING, /* says nothing */\n");
    for (size_t i = 0; i < f->keys_len; i++) {
        text_puts(out, "    ");
        sayfile_put_constant(out, f->keys[i].name);
        text_puts(out, ",\n");
    }
    text_printf(out, "};\n\nenum { SAY_KEYS = %zu };\n\n#endif\n", f->keys_len + 1);
}

static void
put_texts(struct text *out, const struct sayfile_key *key)
{
    text_puts(out, "     {");
    for (int lang = 0; lang < SAYFILE_LANGS; lang++) {
        text_puts(out, "{");
        for (int form = 0; form < SAYFILE_FORMS; form++) {
            if (key->texts[lang][form].text.at)
                source_put_literal(out, key->texts[lang][form].text);
            else
                text_puts(out, "0");
            text_puts(out, ", ");
        }
        text_puts(out, "},\n      ");
    }
    text_puts(out, "}},\n");
}

static void
put_source(struct text *out, const struct sayfile *f)
{
    text_puts(out, "/* Made by textgen from text/. Not to be edited. */\n"
                   "#include \"domain/say_table.h\"\n\n"
                   "const struct say_entry say_table[SAY_KEYS] = {\n"
                   "    {\"\", 0, 0, {0}, {{\"\", 0, 0}, {\"\", 0, 0}}},\n");
    for (size_t i = 0; i < f->keys_len; i++) {
        const struct sayfile_key *key = &f->keys[i];

        text_puts(out, "    {");
        source_put_literal(out, key->name);
        text_printf(out, ", %zu, %d, {", key->args, key->plural);
        for (size_t k = 0; k < key->args; k++)
            text_printf(out, "%d, ", key->types[k]);
        text_puts(out, key->args ? "},\n" : "0},\n");
        put_texts(out, key);
    }
    text_puts(out, "};\n");
}

int
main(int argc, char **argv)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open((size_t)1 << 30);
    struct sayfile f = sayfile_init(a);
    struct text header = text_init(a, OUTPUT_BYTES_MAX);
    struct text source = text_init(a, OUTPUT_BYTES_MAX);
    struct text path = text_init(a, 4096);

    if (argc < 4 || strcmp(argv[1], "-o") != 0)
        source_die("usage: textgen -o DIR FILE...");
    for (int i = 3; i < argc; i++)
        sayfile_read(&f, argv[i]);
    sayfile_check(&f);
    check_collisions(a, &f);
    put_header(&header, &f);
    put_source(&source, &f);
    text_printf(&path, "%s/say.gen.h", argv[2]);
    source_write(a, path.at, &header);
    text_clear(&path);
    text_printf(&path, "%s/say.gen.c", argv[2]);
    source_write(a, path.at, &source);
    return 0;
}
