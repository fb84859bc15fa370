/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/advert_service.h"

#include "base/unicode.h"
#include "exchange/advert_file.h"
#include "exchange/framework_json.h"
#include "exchange/html_text.h"
#include "exchange/job_profile_json.h"
#include "service/data_file.h"

static enum err
file(struct ctx *ctx, const char *name, struct slice *ret_bytes)
{
    enum err e = data_file_find(slice_of(name), ret_bytes);

    return e == OK ? OK : fail(ctx, ERR_CORRUPT, "data/%s is not in the program", name);
}

static enum err
phrases_read(struct ctx *ctx, const struct advert_base *base, struct advert_phrases *ret_phrases)
{
    struct slice bytes = base->phrases;

    if (bytes.at == NULL)
        TRY(file(ctx, "advert.de.txt", &bytes));
    return advert_file_read(ctx, bytes, base->framework, ret_phrases);
}

enum err
advert_check(struct ctx *ctx, const struct advert_base *base, int *ret_phrases)
{
    struct advert_phrases phrases = {0};

    TRY(phrases_read(ctx, base, &phrases));
    *ret_phrases = phrases.len;
    return OK;
}

enum err
advert_library(struct ctx *ctx, struct advert_base *ret_base)
{
    struct framework_file *f = arena_new(ctx->arena, struct framework_file);
    struct topic_list topics = {0};
    struct job_profile_list jobs = {0};
    struct slice bytes = {0};

    if (f == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for the framework");
    TRY(file(ctx, "topics.json", &bytes));
    TRY(topics_json_read(ctx, bytes, &topics));
    TRY(file(ctx, "framework.json", &bytes));
    TRY(framework_json_read(ctx, bytes, &topics, f));
    TRY(file(ctx, "job_profiles.json", &bytes));
    TRY(job_profile_json_read(ctx, bytes, &f->framework, &jobs));
    *ret_base = (struct advert_base){
        .framework = &f->framework, .jobs = jobs.profiles, .jobs_len = jobs.len};
    return OK;
}

/* Marks that no advertisement has by chance. */
static bool
is_html(struct slice text)
{
    static const char *const MARKS[] = {"<p>",   "<p ",    "<br",  "<li",   "<ul",
                                        "<div",  "<h1",    "<h2",  "<html", "<body",
                                        "<span", "<table", "</p>", "</div>"};

    for (size_t i = 0; i < ARRAY_LEN(MARKS); i++) {
        if (slice_find(text, slice_of(MARKS[i])) < text.len)
            return true;
    }
    return false;
}

static enum err
plain_text(struct ctx *ctx, struct slice pasted, struct slice *ret_text)
{
    struct html_text html = {.cut = false};
    enum err e;

    if (is_html(pasted)) {
        TRY(html_text_of(ctx, pasted, ADVERT_BYTES_MAX, &html));
        *ret_text = html.text;
        return html.cut ? fail(ctx, ERR_LIMIT, "an advertisement of more than %d bytes",
                               ADVERT_BYTES_MAX)
                        : OK;
    }
    e = unicode_text(ctx->arena, slice_trim(pasted), ADVERT_BYTES_MAX, ret_text);
    return e == OK ? OK
                   : fail(ctx, e, "an advertisement of %zu bytes: not UTF-8, or more than %d",
                          pasted.len, ADVERT_BYTES_MAX);
}

enum err
advert_propose(struct ctx *ctx, const struct advert_base *base, struct slice pasted,
               struct advert_proposal *ret_proposal)
{
    struct advert_ask ask = {
        .framework = base->framework, .jobs = base->jobs, .jobs_len = base->jobs_len};
    struct advert_phrases phrases = {0};
    struct slice synonyms = {0};
    enum err e;

    TRY(plain_text(ctx, pasted, &ask.text));
    e = phrases_read(ctx, base, &phrases);
    if (e != OK)
        return e == ERR_INVALID ? ERR_CORRUPT : e;
    TRY(file(ctx, "synonyms.de.txt", &synonyms));
    e = advert_words_make(ctx->arena, &phrases, synonyms, &ask.words);
    if (e == OK)
        e = advert_read(ctx->arena, &ask, ret_proposal);
    return e == OK ? OK : fail(ctx, e, "no memory to read an advertisement");
}
