/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/cmd_search_corpus.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/corpus.h"
#include "engine/search.h"

#define CORPUS_ARENA_BYTES_MAX ((size_t)24 << 30)
#define QUERY_ARENA_BYTES_MAX ((size_t)2 << 30)

/* trec_eval orders by score, not by rank: no two scores of a query are equal. */
static const double SCORE_STEP = 0.0001;

struct words {
    const char *corpus;
    const char *queries;
    const char *run;
    const char *synonyms; /* NULL: the program's own */
    int64_t limit;
    bool typing;
};

struct ranking {
    struct ctx *ctx;
    const struct words *words;
    const struct catalogue *catalogue;
    struct arena *arena; /* of one query */
    FILE *out;
};

bool
cmd_search_is_corpus(const struct command *c)
{
    for (int i = 1; i < c->argc; i++) {
        struct slice word = slice_of(c->argv[i]);

        if (slice_is(word, "--corpus") || slice_starts(word, SLICE("--corpus=")))
            return true;
    }
    return false;
}

static enum err
words_read(struct command *c, struct words *ret_words)
{
    static const struct option options[] = {
        {"corpus", required_argument, NULL, 'c'},
        {"queries", required_argument, NULL, 'q'},
        {"run", required_argument, NULL, 'r'},
        {"limit", required_argument, NULL, 'l'},
        {"typing", no_argument, NULL, 't'},
        {"synonyms", required_argument, NULL, 's'},
        {NULL, 0, NULL, 0},
    };
    struct words w = {.limit = CORPUS_RANKED_MAX};
    int key;

    optind = 1;
    opterr = 0;
    while ((key = getopt_long(c->argc, c->argv, "", options, NULL)) != -1) {
        if (key == 'c')
            w.corpus = optarg;
        else if (key == 'q')
            w.queries = optarg;
        else if (key == 'r')
            w.run = optarg;
        else if (key == 's')
            w.synonyms = optarg;
        else if (key == 't')
            w.typing = true;
        else if (key != 'l')
            return fail(&c->ctx, ERR_INVALID,
                        "\"%s\" is no option of search --corpus, or lacks "
                        "its value",
                        c->argv[optind - 1]);
        else if (slice_int(slice_of(optarg), 1, CORPUS_RANKED_MAX, &w.limit) != OK)
            return fail(&c->ctx, ERR_INVALID, "--limit is a number from 1 to %d",
                        CORPUS_RANKED_MAX);
    }
    if (optind < c->argc)
        return fail(&c->ctx, ERR_INVALID, "\"%s\": search --corpus takes its words from --queries",
                    c->argv[optind]);
    if (w.corpus == NULL || w.queries == NULL || w.run == NULL)
        return fail(&c->ctx, ERR_INVALID, "search --corpus needs --queries and --run as well");
    *ret_words = w;
    return OK;
}

/* One page of hits; `rank` counts on, `score` is the last one written. */
static enum err
page_write(struct ranking *r, struct slice id, const struct search_result *page, int *rank,
           double *score)
{
    for (int i = 0; i < page->hits_len; i++) {
        const struct search_hit *h = &page->hits[i];
        double own = h->score;

        if (*rank > 0 && own > *score - SCORE_STEP)
            own = *score - SCORE_STEP;
        *score = own;
        (*rank)++;
        if (fprintf(r->out, "%.*s Q0 %.*s %d %.4f kommunalcampus\n", SLICE_ARG(id),
                    SLICE_ARG(h->module->code), *rank, own) < 0)
            return fail(r->ctx, ERR_IO, "%s cannot be written: %s", r->words->run, strerror(errno));
    }
    return OK;
}

static enum err
query_rank(struct ranking *r, const struct corpus_query *query)
{
    struct search_query q = search_query_init(query->text);
    struct search_result result;
    int rank = 0;
    double score = 0;

    q.typing = r->words->typing;
    while (rank < r->words->limit) {
        int64_t left = r->words->limit - rank;
        enum err e;

        q.offset = rank;
        q.limit = (int32_t)(left < SEARCH_PAGE_MAX ? left : SEARCH_PAGE_MAX);
        arena_reset(r->arena);
        e = search_run(r->arena, r->catalogue, &q, &result);
        if (e != OK)
            return fail(r->ctx, e, "the query \"%.*s\" needs more memory than it may have",
                        SLICE_ARG(query->id));
        TRY(page_write(r, query->id, &result, &rank, &score));
        if (result.hits_len < q.limit)
            break;
    }
    return OK;
}

static enum err
queries_rank(struct ranking *r, const struct corpus_queries *queries)
{
    for (uint32_t i = 0; i < queries->len; i++)
        TRY(query_rank(r, &queries->at[i]));
    if (fflush(r->out) != 0 || fsync(fileno(r->out)) != 0)
        return fail(r->ctx, ERR_IO, "%s cannot be written: %s", r->words->run, strerror(errno));
    return OK;
}

/* Written beside it and renamed, so that there is a whole run file or none. */
static enum err
run_write(struct ranking *r, const struct corpus_queries *queries)
{
    struct text name = text_init(r->ctx->arena, 4096);
    struct slice part;
    int fd;
    enum err e;

    text_printf(&name, "%s.%ld.part", r->words->run, (long)getpid());
    text_putc(&name, '\0');
    if (text_end(&name, &part) != OK)
        return fail(r->ctx, ERR_INVALID, "--run is longer than 4000 bytes");
    fd = open(part.at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    r->out = fd < 0 ? NULL : fdopen(fd, "w");
    if (r->out == NULL)
        return fail(r->ctx, ERR_IO, "%s cannot be written: %s", r->words->run, strerror(errno));
    e = queries_rank(r, queries);
    if (fclose(r->out) != 0 && e == OK)
        e = fail(r->ctx, ERR_IO, "%s cannot be written: %s", r->words->run, strerror(errno));
    if (e == OK && rename(part.at, r->words->run) != 0)
        e = fail(r->ctx, ERR_IO, "%s cannot be written: %s", r->words->run, strerror(errno));
    if (e != OK)
        (void)unlink(part.at);
    return e;
}

static enum err
corpus_rank(struct ctx *ctx, const struct words *words)
{
    CLEANUP(arena_cleanup) struct arena *arena = arena_open(QUERY_ARENA_BYTES_MAX);
    struct ranking r = {.ctx = ctx, .words = words, .arena = arena};
    struct corpus_queries queries;

    if (arena == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left");
    TRY(corpus_read_queries(ctx, words->queries, &queries)); /* the small file first */
    TRY(corpus_read(ctx, words->corpus, words->synonyms, &r.catalogue));
    return run_write(&r, &queries);
}

enum exit_code
cmd_search_corpus(struct command *c)
{
    CLEANUP(arena_cleanup) struct arena *arena = arena_open(CORPUS_ARENA_BYTES_MAX);
    struct words words;
    enum err e;

    if (arena == NULL)
        return command_failed(c, ERR_LIMIT);
    c->ctx.arena = arena; /* the command's own is for answers, not for whole collections */
    e = words_read(c, &words);
    if (e != OK)
        return command_usage(c, "%s", ctx_message(&c->ctx, e));
    e = corpus_rank(&c->ctx, &words);
    return e == OK ? EXIT_FINE : command_failed(c, e);
}
