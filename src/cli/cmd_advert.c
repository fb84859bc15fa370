/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus advert: which competences a job advertisement asks for. Needs no database. */
#include <getopt.h>
#include <stdio.h>

#include "base/json_write.h"
#include "cli/command.h"
#include "service/advert_service.h"

enum { OUTPUT_BYTES_MAX = 4 << 20 };

static const char HELP[] =
    "kommunalcampus advert FILE [--json] [--words PHRASES]\n"
    "  reads the text of a German job advertisement (\"-\": standard input) and prints which\n"
    "  competences it asks for, at which level and why; needs no database, keeps nothing\n"
    "  --json            for programs\n"
    "  --words PHRASES   a file in the form of data/advert.de.txt, in place of it\n"
    "kommunalcampus advert --check PHRASES\n"
    "  whether such a file can be used; the first wrong line is named\n";

struct advert_wish {
    const char *file;
    const char *words;
    const char *check;
    bool json;
    bool help;
};

static enum err
words_read(struct command *c, struct advert_wish *w)
{
    static const struct option OPTIONS[] = {
        {"json", no_argument, NULL, 'j'},
        {"words", required_argument, NULL, 'w'},
        {"check", required_argument, NULL, 'c'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    int key;

    optind = 1;
    opterr = 0;
    while ((key = getopt_long(c->argc, c->argv, "", OPTIONS, NULL)) != -1) {
        if (key == '?')
            return fail(&c->ctx, ERR_INVALID, "\"%s\" is no option, or lacks its value",
                        c->argv[optind - 1]);
        w->json = w->json || key == 'j';
        w->help = w->help || key == 'h';
        if (key == 'w')
            w->words = optarg;
        if (key == 'c')
            w->check = optarg;
    }
    if (optind < c->argc)
        w->file = c->argv[optind++];
    if (optind < c->argc || (!w->help && (w->file == NULL) == (w->check == NULL)))
        return fail(&c->ctx, ERR_INVALID, "advert takes one file (--help)");
    return OK;
}

/* --- words --------------------------------------------------------------- */

static const char *
strength_name(enum advert_strength s)
{
    return s == ADVERT_CLEAR ? "clear" : s == ADVERT_SEEN ? "seen" : "hint";
}

static const char *
part_name(enum advert_part part)
{
    static const char *const NAMES[ADVERT_PARTS] = {"intro", "tasks", "duties", "wishes",
                                                    "offer", "apply", "about"};

    return NAMES[part];
}

static const char *
level_from_name(enum advert_level_from from)
{
    return from == ADVERT_LEVEL_WORDS ? "words" : from == ADVERT_LEVEL_PAY ? "pay" : "built in";
}

static void
print_quoted(struct text *out, struct slice s)
{
    text_putc(out, '"');
    for (size_t i = 0; i < s.len; i++)
        text_putc(out, s.at[i] == '\n' ? ' ' : s.at[i]);
    text_putc(out, '"');
}

static void
print_need(struct text *out, const struct advert_need *n)
{
    text_printf(out, "%-5.*s level %d  weight %d  %s%s  %.*s\n", SLICE_ARG(n->competence->code),
                n->level, n->weight, strength_name(n->strength), n->wish ? ", wish" : "",
                SLICE_ARG(n->competence->name_de));
    text_printf(out, "      level from %s", level_from_name(n->level_from));
    if (n->level_words.len > 0) {
        text_puts(out, ": ");
        print_quoted(out, n->level_words);
    }
    text_putc(out, '\n');
    for (int i = 0; i < n->quotes_len; i++) {
        text_printf(out, "      %s: ", part_name(n->quotes[i].part));
        print_quoted(out, n->quotes[i].sentence);
        text_putc(out, '\n');
    }
}

static void
print_people(struct text *out, const struct advert_proposal *p)
{
    text_puts(out, "job: ");
    print_quoted(out, p->title);
    text_printf(out, "\n%d competences, %d of them more than a hint; %d sentences read\n\n",
                p->needs_len, p->seen, p->read);
    if (p->needs_len == 0)
        text_puts(out, "nothing of the framework was found: paste tasks and requirements too\n\n");
    else if (!p->is_advert)
        text_puts(out, "this does not look like a job advertisement\n\n");
    for (int i = 0; i < p->needs_len; i++)
        print_need(out, &p->needs[i]);
    text_puts(out, "\nprofiles like it:\n");
    for (int i = 0; i < p->jobs_len; i++)
        text_printf(out, "  %.*s: has %d of these %d competences, likeness %.2f\n",
                    SLICE_ARG(p->jobs[i].job->name_de), p->jobs[i].shared, p->seen,
                    p->jobs[i].likeness);
    text_puts(out, "\nleft out:\n");
    for (int i = 0; i < p->left_out_len; i++) {
        text_printf(out, "  %s: ", part_name(p->left_out[i].part));
        print_quoted(out, p->left_out[i].sentence);
        text_putc(out, '\n');
    }
}

/* --- json ---------------------------------------------------------------- */

static void
json_need(struct json_write *w, const struct advert_need *n)
{
    json_write_object(w);
    json_write_member_text(w, "competence", n->competence->code);
    json_write_member_int(w, "level", n->level);
    json_write_member_int(w, "weight", n->weight);
    json_write_member_text(w, "strength", slice_of(strength_name(n->strength)));
    json_write_member_bool(w, "wish", n->wish);
    json_write_member_text(w, "level_from", slice_of(level_from_name(n->level_from)));
    json_write_member_text(w, "level_words", n->level_words);
    json_write_member_int(w, "sentences", n->sentences);
    json_write_key(w, "quotes");
    json_write_array(w);
    for (int i = 0; i < n->quotes_len; i++) {
        json_write_object(w);
        json_write_member_text(w, "part", slice_of(part_name(n->quotes[i].part)));
        json_write_member_text(w, "sentence", n->quotes[i].sentence);
        json_write_member_text(w, "words", n->quotes[i].words);
        json_write_member_text(w, "level_words", n->quotes[i].level_words);
        json_write_object_end(w);
    }
    json_write_array_end(w);
    json_write_object_end(w);
}

static void
json_rest(struct json_write *w, const struct advert_proposal *p)
{
    json_write_key(w, "profiles");
    json_write_array(w);
    for (int i = 0; i < p->jobs_len; i++) {
        json_write_object(w);
        json_write_member_text(w, "code", p->jobs[i].job->code);
        json_write_member_int(w, "shared", p->jobs[i].shared);
        json_write_member_double(w, "likeness", p->jobs[i].likeness, 3);
        json_write_object_end(w);
    }
    json_write_array_end(w);
    json_write_key(w, "left_out");
    json_write_array(w);
    for (int i = 0; i < p->left_out_len; i++) {
        json_write_object(w);
        json_write_member_text(w, "part", slice_of(part_name(p->left_out[i].part)));
        json_write_member_text(w, "sentence", p->left_out[i].sentence);
        json_write_object_end(w);
    }
    json_write_array_end(w);
}

static void
print_json(struct text *out, const struct advert_proposal *p)
{
    struct json_write w = json_write_init(out);

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-advert/1"));
    json_write_member_text(&w, "title", p->title);
    json_write_member_bool(&w, "is_advert", p->is_advert);
    json_write_member_int(&w, "base_level", p->base_level);
    json_write_member_text(&w, "pay", p->pay);
    json_write_key(&w, "needs");
    json_write_array(&w);
    for (int i = 0; i < p->needs_len; i++)
        json_need(&w, &p->needs[i]);
    json_write_array_end(&w);
    json_rest(&w, p);
    json_write_object_end(&w);
    json_write_end(&w);
    text_putc(out, '\n');
}

/* --- the command --------------------------------------------------------- */

static enum err
check(struct command *c, struct advert_base *base, const struct advert_wish *w, struct text *out)
{
    int phrases = 0;

    TRY(command_read_file(&c->ctx, w->check, ADVERT_WORDS_FILE_BYTES_MAX, &base->phrases));
    TRY(advert_check(&c->ctx, base, &phrases));
    text_printf(out, "%d phrases\n", phrases);
    return command_print(c, out);
}

static enum err
propose(struct command *c, struct advert_base *base, const struct advert_wish *w, struct text *out)
{
    struct advert_proposal p = {.title = SLICE("")};
    struct slice pasted = {0};

    if (w->words != NULL)
        TRY(command_read_file(&c->ctx, w->words, ADVERT_WORDS_FILE_BYTES_MAX, &base->phrases));
    TRY(command_read_file(&c->ctx, w->file, HTML_BYTES_MAX, &pasted));
    TRY(advert_propose(&c->ctx, base, pasted, &p));
    if (w->json)
        print_json(out, &p);
    else
        print_people(out, &p);
    return command_print(c, out);
}

enum exit_code
cmd_advert(struct command *c)
{
    struct advert_wish w = {.json = false};
    struct advert_base base = {.jobs_len = 0};
    struct text out = text_init(c->ctx.arena, OUTPUT_BYTES_MAX);
    enum err e = words_read(c, &w);

    if (e != OK)
        return command_usage(c, "%s", ctx_message(&c->ctx, e));
    if (w.help)
        return fputs(HELP, stdout), EXIT_FINE;
    e = advert_library(&c->ctx, &base);
    if (e == OK)
        e = w.check != NULL ? check(c, &base, &w, &out) : propose(c, &base, &w, &out);
    return e == OK ? EXIT_FINE : command_failed(c, e);
}
