/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * GET /suche/vorschlaege?q=TEXT: what somebody may be about to type, as JSON.
 *
 *     {"q": "daten", "suggestions": [{"kind": "topic", "text": "Daten", "label": "Thema",
 *                                     "count": 12, "url": "/suche?thema=daten"}, ...]}
 *
 * static/js/suggest.js makes a list of it; without script nobody asks.
 */
#include "base/json_write.h"
#include "service/learning_service.h"
#include "web/page.h"
#include "web/route.h"

enum { SUGGESTIONS_SHOWN = 8, SUGGESTIONS_BYTES_MAX = 64 << 10 };

static const struct {
    const char *code;
    enum say_key label;
    const char *path; /* NULL: the text is searched */
    const char *param;
} kinds[] = {
    [SUGGEST_WORD] = {"word", SAY_SUGGEST_WORD, "/suche", "q"},
    [SUGGEST_TOPIC] = {"topic", SAY_SUGGEST_TOPIC, "/suche", "thema"},
    [SUGGEST_COMPETENCE] = {"competence", SAY_SUGGEST_COMPETENCE, "/suche", "kompetenz"},
    [SUGGEST_PROVIDER] = {"provider", SAY_SUGGEST_PROVIDER, "/suche", "anbieter"},
    [SUGGEST_MODULE] = {"module", SAY_SUGGEST_MODULE, "/baustein/", NULL},
};

static struct slice
url_of(const struct page *page, const struct search_suggestion *s)
{
    struct text t = text_init(page->req->arena, 3 * HTTP_TARGET_BYTES_MAX);
    struct slice url = {"", 0};

    if (kinds[s->kind].param != NULL)
        return page_url(page, kinds[s->kind].path, kinds[s->kind].param,
                        s->kind == SUGGEST_WORD ? s->text : s->code);
    text_puts(&t, kinds[s->kind].path);
    percent_put(&t, s->code);
    return text_end(&t, &url) == OK ? url : (struct slice){"", 0};
}

static void
put_suggestion(const struct page *page, struct json_write *w, const struct search_suggestion *s)
{
    json_write_object(w);
    json_write_member_text(w, "kind", slice_of(kinds[s->kind].code));
    json_write_member_text(w, "text", s->text);
    json_write_member_text(w, "label", page_say(page, kinds[s->kind].label));
    json_write_member_int(w, "count", s->count);
    json_write_member_text(w, "url", url_of(page, s));
    json_write_object_end(w);
}

enum err
page_suggest_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_SEARCH);
    struct slice typed = form_value(&req->query, "q");
    struct text t = text_init(req->arena, SUGGESTIONS_BYTES_MAX);
    struct search_suggestions *found = arena_new(req->arena, struct search_suggestions);
    struct json_write w = json_write_init(&t);

    if (found == NULL)
        return ERR_LIMIT;
    if (typed.len <= SEARCH_TEXT_BYTES_MAX)
        TRY(learning_suggest(&req->ctx, page.snap, typed, SUGGESTIONS_SHOWN, found));
    json_write_object(&w);
    json_write_member_text(&w, "q", typed);
    json_write_key(&w, "suggestions");
    json_write_array(&w);
    for (int i = 0; i < found->len; i++)
        put_suggestion(&page, &w, &found->at[i]);
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    http_set_header(res, "Vary", SLICE("Accept-Language, Cookie"));
    return http_body(res, HTTP_TYPE_JSON, &t);
}
