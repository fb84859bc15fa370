/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_error.h"

#include "web/page.gen.h"
#include "web/scim_http.h"

/* Statuses that people meet; others are told by their hundred. */
struct error_words {
    int status;
    enum say_key title;
    enum say_key text;
};

static const struct error_words words[] = {
    {403, SAY_ERROR_DENIED_TITLE, SAY_ERROR_DENIED},
    {404, SAY_ERROR_NOT_FOUND_TITLE, SAY_ERROR_NOT_FOUND},
    {405, SAY_ERROR_NOT_FOUND_TITLE, SAY_ERROR_NOT_FOUND},
    {409, SAY_ERROR_CONFLICT_TITLE, SAY_ERROR_CONFLICT},
    {413, SAY_ERROR_TOO_LARGE_TITLE, SAY_ERROR_TOO_LARGE},
    {503, SAY_ERROR_BUSY_TITLE, SAY_ERROR_BUSY},
};
static const struct error_words of_the_request = {400, SAY_ERROR_INVALID_TITLE, SAY_ERROR_INVALID};
static const struct error_words of_the_server = {500, SAY_ERROR_SERVER_TITLE, SAY_ERROR_SERVER};

static const struct error_words *
words_of(int status)
{
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (words[i].status == status)
            return &words[i];
    }
    return status < 500 ? &of_the_request : &of_the_server;
}

static enum err
show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_NONE);
    const struct error_words *found = words_of(res->status);
    struct page_error p = {
        .page = &page,
        .status = res->status,
        .text = found->text,
        .message = res->message,
        .id = req->id,
    };

    page.title = page_say(&page, found->title);
    page.noindex = true;
    PAGE_SEND(&page, res, page_error, &p);
}

enum err
page_error(struct http_request *req, struct http_response *res)
{
    return scim_http_is_meant(req) ? scim_http_error(req, res) : show(req, res);
}
