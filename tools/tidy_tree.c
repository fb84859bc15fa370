/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <string.h>

#include "sayfile.h"
#include "tidy.h"

/* Looks like a rule, is none. */
static const char *const no_rules[] = {"EUPL",  "UTF", "SHA", "RFC", "ISO",  "DIN",  "AES",
                                       "CC",    "GV",  "TLS", "BIP", "EN",   "WCAG", "ESCO",
                                       "HMAC",  "BM",  "GB",  "P",   "IEEE", "FNV",  "CVE",
                                       "ARGON", "R",   "C",   "B",   "F",    "A"};

enum { RULES_MAX = 2000 };

struct rule {
    struct slice name;
    const struct tidy_file *file;
    const char *place;
    bool obeyed;
};

struct rules {
    struct rule list[RULES_MAX];
    size_t len;
};

static bool
is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The next VOUCHER-2 in `rest`, which is cut behind it. */
static bool
next_rule(struct slice *rest, struct slice *ret_rule)
{
    for (size_t i = 0; i < rest->len; i++) {
        size_t word = 0;
        size_t number;

        if (i > 0 && (tidy_is_name(rest->at[i - 1]) || rest->at[i - 1] == '-'))
            continue;
        while (i + word < rest->len && is_capital(rest->at[i + word]))
            word++;
        number = word + 1;
        if (word == 0 || i + number >= rest->len || rest->at[i + word] != '-')
            continue;
        while (i + number < rest->len && is_digit(rest->at[i + number]))
            number++;
        if (number == word + 1 || (i + number < rest->len && tidy_is_name(rest->at[i + number])))
            continue;
        *ret_rule = slice_sub(*rest, i, number);
        *rest = slice_sub(*rest, i + number, rest->len);
        return true;
    }
    return false;
}

static bool
is_no_rule(struct slice rule)
{
    struct slice family = slice_sub(rule, 0, slice_find_char(rule, '-'));

    for (size_t i = 0; i < ARRAY_LEN(no_rules); i++) {
        if (slice_is(family, no_rules[i]))
            return true;
    }
    return false;
}

static struct rule *
find_rule(struct rules *rules, struct slice name)
{
    for (size_t i = 0; i < rules->len; i++) {
        if (slice_eq(rules->list[i].name, name))
            return &rules->list[i];
    }
    return NULL;
}

/* docs/rules/plan.md states PLAN-1 where a line begins with it, behind any of "#*-| ". */
static void
read_rules(struct rules *rules, const struct tidy_file *f)
{
    struct slice rest = f->source.text;
    struct slice line;

    while (slice_next(&rest, '\n', &line)) {
        struct slice rule;

        while (line.len > 0 && strchr("#*-|` ", line.at[0]))
            line = slice_sub(line, 1, line.len);
        if (line.len == 0 || !is_capital(line.at[0]))
            continue;
        line = slice_sub(line, 0, 40);
        if (!next_rule(&line, &rule) || find_rule(rules, rule) || rules->len == RULES_MAX)
            continue;
        if (rule.at > f->source.text.at && tidy_is_name(rule.at[-1]))
            continue;
        rules->list[rules->len++] = (struct rule){.name = rule, .file = f, .place = rule.at};
    }
}

static void
check_quotes(struct tidy *t, struct rules *rules, const struct tidy_file *f)
{
    struct slice rest = f->source.text;
    struct slice name;

    while (next_rule(&rest, &name)) {
        struct rule *rule = find_rule(rules, name);

        if (rule)
            rule->obeyed = true;
        else if (!is_no_rule(name) && f->layer.len > 0 &&
                 !tidy_is_allowed(t, "rule", f->path, name))
            tidy_report(t, f, name.at, "rule", "%.*s does not stand in docs/rules/",
                        SLICE_ARG(name));
    }
}

void
tidy_check_rules(struct tidy *t)
{
    struct rules *rules = source_alloc(t->arena, sizeof *rules);

    for (size_t i = 0; i < t->files_len; i++) {
        if (slice_starts(t->files[i].path, SLICE("docs/rules/")))
            read_rules(rules, &t->files[i]);
    }
    for (size_t i = 0; i < t->files_len; i++) {
        if (t->files[i].layer.len > 0 || slice_starts(t->files[i].path, SLICE("sql/")))
            check_quotes(t, rules, &t->files[i]);
    }
    for (size_t i = 0; i < rules->len; i++) {
        const struct rule *r = &rules->list[i];

        if (!r->obeyed)
            (void)printf("%s:%d: note: no code names %.*s\n", r->file->source.path,
                         source_line(&r->file->source, r->place), SLICE_ARG(r->name));
    }
}

static bool
has_file(const struct tidy *t, struct slice stem, const char *ending)
{
    for (size_t i = 0; i < t->files_len; i++) {
        struct slice path = t->files[i].path;

        if (path.len == stem.len + strlen(ending) && slice_starts(path, stem) &&
            slice_ends(path, slice_of(ending)))
            return true;
    }
    return false;
}

void
tidy_check_sql(struct tidy *t)
{
    static const char *const pair[] = {".sqlite.sql", ".postgres.sql"};

    for (size_t i = 0; i < t->files_len; i++) {
        struct tidy_file *f = &t->files[i];

        for (size_t k = 0; k < ARRAY_LEN(pair); k++) {
            struct slice stem = slice_sub(f->path, 0, f->path.len - strlen(pair[k]));

            if (f->path.len > strlen(pair[k]) && slice_ends(f->path, slice_of(pair[k])) &&
                !has_file(t, stem, pair[1 - k]))
                tidy_report(t, f, f->source.text.at, "sql-pair", "%.*s%s is missing",
                            SLICE_ARG(stem), pair[1 - k]);
        }
    }
}

/* The word stands in the text, not as a part of a longer one. */
static bool
has_word(struct slice text, struct slice word)
{
    struct slice rest = text;

    for (;;) {
        size_t at = tidy_find(rest, word);

        if (at == rest.len)
            return false;
        if ((at == 0 || (!tidy_is_name(rest.at[at - 1]) && rest.at[at - 1] != '.')) &&
            (at + word.len == rest.len ||
             (!tidy_is_name(rest.at[at + word.len]) && rest.at[at + word.len] != '.')))
            return true;
        rest = slice_sub(rest, at + 1, rest.len);
    }
}

static bool
is_said(const struct tidy *t, struct slice key, struct slice constant)
{
    for (size_t i = 0; i < t->files_len; i++) {
        const struct tidy_file *f = &t->files[i];

        if (slice_ends(f->path, SLICE(".tmpl")) && has_word(f->source.text, key))
            return true;
        if (f->layer.len > 0 && has_word(f->source.text, constant))
            return true;
    }
    return false;
}

void
tidy_check_texts(struct tidy *t)
{
    struct sayfile say = sayfile_init(t->arena);

    for (size_t i = 0; i < t->files_len; i++) {
        if (slice_starts(t->files[i].path, SLICE("text/")))
            sayfile_read(&say, t->files[i].source.path);
    }
    sayfile_check(&say);
    for (size_t i = 0; i < say.keys_len; i++) {
        const struct sayfile_text *text = &say.keys[i].texts[0][FORM_OTHER];
        struct tidy_file f = {.source = *text->file};
        struct text constant = text_init(t->arena, 200);

        sayfile_put_constant(&constant, say.keys[i].name);
        if (!is_said(t, say.keys[i].name, (struct slice){constant.at, constant.len}) &&
            !tidy_is_allowed(t, "text", slice_of(text->file->path), say.keys[i].name))
            tidy_report(t, &f, text->place, "text", "nobody says %.*s",
                        SLICE_ARG(say.keys[i].name));
    }
}
