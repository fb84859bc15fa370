/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus search: the same search as on the page, for people and with --json. */
#include <getopt.h>
#include <stdio.h>

#include "base/json_write.h"
#include "base/unicode.h"
#include "cli/cmd_search_corpus.h"
#include "cli/command.h"
#include "service/learning_service.h"

enum { OUTPUT_BYTES_MAX = 16 << 20 };

static const char HELP[] =
    "kommunalcampus search [WORDS...] [OPTIONS]\n"
    "  --place PLACE    name or postcode\n"
    "  --radius KM      in-person blocks at most so far away\n"
    "  --format F       mooc, on_demand, in_person, live_online, follow_up (may be repeated)\n"
    "  --max-price EUR  0 = free only\n"
    "  --from DAY --until DAY   begins on or after, ends on or before (2026-11-30)\n"
    "  --free-seats     only with a free seat\n"
    "  --certified      only certified ones\n"
    "  --sort S         relevance, date, distance, price, title\n"
    "  --limit N --offset N\n"
    "  --json           for programs\n"
    "\n"
    "kommunalcampus search --corpus DOCS.jsonl --queries Q.tsv --run RUN.trec [--limit N] "
    "[--typing]\n"
    "  ranks any collection; needs no database\n"
    "  --corpus FILE    JSON lines with id, title, text\n"
    "  --queries FILE   lines \"id TAB words\"\n"
    "  --run FILE       written as a whole: lines \"query Q0 document rank score kommunalcampus\"\n"
    "  --limit N        documents of one query (1000)\n"
    "  --synonyms FILE  in the form of data/synonyms.de.txt, in place of it\n"
    "  --typing         the last word of each query may be unfinished\n";

static const char *const SORT_CODES[SEARCH_SORTS] = {"relevance", "date", "distance", "price",
                                                     "title"};

struct search_words {
    struct learning_search wanted;
    bool json;
    bool help;
};

static const struct option OPTIONS[] = {
    {"place", required_argument, NULL, 'p'},  {"radius", required_argument, NULL, 'r'},
    {"format", required_argument, NULL, 'f'}, {"max-price", required_argument, NULL, 'm'},
    {"from", required_argument, NULL, 'a'},   {"until", required_argument, NULL, 'u'},
    {"free-seats", no_argument, NULL, 's'},   {"certified", no_argument, NULL, 'c'},
    {"sort", required_argument, NULL, 'o'},   {"limit", required_argument, NULL, 'l'},
    {"offset", required_argument, NULL, 'x'}, {"json", no_argument, NULL, 'j'},
    {"help", no_argument, NULL, 'h'},         {NULL, 0, NULL, 0},
};

static enum err
number_take(struct search_query *q, int key, struct slice value)
{
    int64_t n;

    switch (key) {
    case 'r':
        TRY(slice_int(value, 0, DISTANCE_KM_MAX, &n));
        q->radius_km = (int32_t)n;
        return OK;
    case 'l':
        TRY(slice_int(value, 1, SEARCH_PAGE_MAX, &n));
        q->limit = (int32_t)n;
        return OK;
    case 'x':
        TRY(slice_int(value, 0, SEARCH_OFFSET_MAX, &n));
        q->offset = (int32_t)n;
        return OK;
    case 'm':
        return cents_parse(value, &q->price_max);
    case 'a':
        return day_parse_iso(value, &q->from);
    case 'u':
        return day_parse_iso(value, &q->until);
    default:
        return ERR_INVALID;
    }
}

static enum err
option_take(struct search_words *w, int key, struct slice value)
{
    struct search_query *q = &w->wanted.query;
    enum module_format format;

    switch (key) {
    case 'p':
        w->wanted.place = value;
        return OK;
    case 'f':
        TRY(module_format_parse(value, &format));
        q->formats = (uint8_t)(q->formats | 1u << format);
        return OK;
    case 's':
        q->free_seats = true;
        return OK;
    case 'c':
        q->certified = true;
        return OK;
    case 'j':
        w->json = true;
        return OK;
    case 'h':
        w->help = true;
        return OK;
    case 'o':
        for (int i = 0; i < SEARCH_SORTS; i++) {
            if (slice_is(value, SORT_CODES[i])) {
                q->sort = (enum search_sort)i;
                return OK;
            }
        }
        return ERR_INVALID;
    default:
        return number_take(q, key, value);
    }
}

static enum err
words_read(struct command *c, struct search_words *ret_words)
{
    struct search_words w = {.json = false};
    struct text text = text_init(c->ctx.arena, SEARCH_TEXT_BYTES_MAX);
    struct slice joined = {0};
    int key;

    w.wanted.query = search_query_init(SLICE(""));
    optind = 1;
    opterr = 0;
    while ((key = getopt_long(c->argc, c->argv, "", OPTIONS, NULL)) != -1) {
        struct slice value = {0};

        if (key == '?')
            return fail(&c->ctx, ERR_INVALID, "\"%s\" is no option, or lacks its value",
                        c->argv[optind - 1]);
        if (unicode_text(c->ctx.arena, slice_of(optarg), 512, &value) != OK ||
            option_take(&w, key, value) != OK)
            return fail(&c->ctx, ERR_INVALID, "\"%s\" has a wrong value (--help lists them)",
                        c->argv[optind - 1]);
    }
    for (int i = optind; i < c->argc; i++) {
        text_puts(&text, i > optind ? " " : "");
        text_puts(&text, c->argv[i]);
    }
    if (text_end(&text, &joined) != OK ||
        unicode_text(c->ctx.arena, joined, SEARCH_TEXT_BYTES_MAX, &w.wanted.query.text) != OK)
        return fail(&c->ctx, ERR_INVALID, "the words are not UTF-8, or longer than %d bytes",
                    SEARCH_TEXT_BYTES_MAX);
    *ret_words = w;
    return OK;
}

static void
print_hit(const struct catalogue *cat, const struct search_hit *h, struct text *out)
{
    const struct module *m = h->module;
    const struct provider *p = catalogue_provider(cat, m->provider);

    text_printf(out, "%.*s\n    %.*s · %s · %d h · ", SLICE_ARG(m->title),
                SLICE_ARG(p ? p->name : SLICE("")), module_format_code(m->format),
                (m->minutes + 59) / 60);
    cents_put(out, m->price, true);
    if (h->run != NULL) {
        text_puts(out, " · ");
        day_put_german(out, h->run->first);
    }
    if (h->venue != NULL)
        text_printf(out, " · %.*s", SLICE_ARG(h->venue->city));
    if (h->distance_km >= 0)
        text_printf(out, " (%.0f km)", h->distance_km);
    text_printf(out, "\n    %.*s\n", SLICE_ARG(m->code));
}

static void
print_people(const struct snapshot *snap, const struct learning_search_answer *a, struct text *out)
{
    if (a->place_unknown)
        text_puts(out, "no such place is known; searched without it\n");
    if (a->place.name.len > 0)
        text_printf(out, "near %.*s\n", SLICE_ARG(a->place.name));
    for (int i = 0; i < a->result.corrections_len; i++)
        text_printf(out, "nothing for \"%.*s\"; searched \"%.*s\"\n",
                    SLICE_ARG(a->result.corrections[i].typed),
                    SLICE_ARG(a->result.corrections[i].taken));
    text_printf(out, "%u found\n\n", a->result.total);
    for (int i = 0; i < a->result.hits_len; i++)
        print_hit(snap->catalogue, &a->result.hits[i], out);
}

static void
print_json(const struct snapshot *snap, const struct learning_search_answer *a, struct text *out)
{
    struct json_write w = json_write_init(out);

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-search/1"));
    json_write_member_int(&w, "total", a->result.total);
    json_write_member_text(&w, "place", a->place.name);
    json_write_member_bool(&w, "place_unknown", a->place_unknown);
    json_write_key(&w, "hits");
    json_write_array(&w);
    for (int i = 0; i < a->result.hits_len; i++) {
        const struct search_hit *h = &a->result.hits[i];
        const struct provider *p = catalogue_provider(snap->catalogue, h->module->provider);

        json_write_object(&w);
        json_write_member_text(&w, "code", h->module->code);
        json_write_member_text(&w, "title", h->module->title);
        json_write_member_text(&w, "provider", p ? p->code : SLICE(""));
        json_write_member_text(&w, "delivery", slice_of(module_format_code(h->module->format)));
        json_write_member_int(&w, "minutes", h->module->minutes);
        json_write_member_int(&w, "price_cents", h->module->price.n);
        json_write_member_double(&w, "score", h->score, 6);
        if (h->distance_km >= 0)
            json_write_member_double(&w, "distance_km", h->distance_km, 1);
        json_write_object_end(&w);
    }
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    text_putc(out, '\n');
}

enum exit_code
cmd_search(struct command *c)
{
    struct search_words words;
    struct command_opened opened;
    struct learning_search_answer answer;
    struct text out = text_init(c->ctx.arena, OUTPUT_BYTES_MAX);
    const struct snapshot *snap;
    enum err e;

    if (cmd_search_is_corpus(c))
        return cmd_search_corpus(c);
    e = words_read(c, &words);
    if (e != OK)
        return command_usage(c, "%s", ctx_message(&c->ctx, e));
    if (words.help)
        return fputs(HELP, stdout), EXIT_FINE;
    e = command_open(c, true, &opened);
    if (e != OK)
        return command_failed(c, e);
    snap = snapshot_acquire(opened.platform);
    e = learning_search(&c->ctx, snap, &words.wanted, &answer);
    if (e == OK) {
        if (words.json)
            print_json(snap, &answer, &out);
        else
            print_people(snap, &answer, &out);
        e = command_print(c, &out);
    }
    snapshot_release(opened.platform, snap);
    command_close(&opened);
    return e == OK ? EXIT_FINE : command_failed(c, e);
}
