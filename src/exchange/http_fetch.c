/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/http_fetch.h"

#include <curl/curl.h>
#include <string.h>

#include "base/limits.h"

static const char *const LOCAL[] = {"http://127.0.0.1:", "http://localhost:", "http://[::1]:"};

static bool
is_local_http(struct slice url)
{
    for (size_t i = 0; i < ARRAY_LEN(LOCAL); i++) {
        if (slice_starts(url, slice_of(LOCAL[i])))
            return true;
    }
    return false;
}

bool
http_fetch_may(struct slice url, bool local_http)
{
    static const struct slice https = SLICE_INIT("https://");
    bool is_local = local_http && is_local_http(url);
    struct slice rest = slice_sub(url, slice_find(url, SLICE("://")) + 3, url.len);
    struct slice host = slice_sub(rest, 0, slice_find_char(rest, '/'));

    if ((!is_local && !slice_starts(url, https)) || url.len > ISSUER_URL_BYTES_MAX ||
        host.len == 0 || host.at[0] == '?' || slice_find_char(host, '@') < host.len)
        return false;
    for (size_t i = 0; i < url.len; i++) {
        if (url.at[i] <= ' ' || url.at[i] > '~' || strchr("\"<>\\^`{|}#", url.at[i]) != NULL)
            return false;
    }
    return true;
}

struct answer {
    struct text text;
};

static size_t
take_more(char *at, size_t size, size_t count, void *arg)
{
    struct answer *a = arg;

    text_put(&a->text, (struct slice){at, size * count});
    return a->text.failed ? 0 : size * count;
}

static void
easy_done(CURL **curl)
{
    curl_easy_cleanup(*curl);
}

static bool
set_limits(CURL *curl, bool is_local)
{
    bool fine =
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, is_local ? "http" : "https") == CURLE_OK;

    fine &= curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK;
    fine &= curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK;
    fine &= curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)ISSUER_FETCH_MS_MAX) == CURLE_OK;
    fine &=
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)ISSUER_FETCH_MS_MAX) == CURLE_OK;
    fine &= curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)ISSUER_ANSWER_BYTES_MAX) == CURLE_OK;
    fine &= curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK;
    fine &= curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK;
    fine &= curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK;
    /* A resolver that hangs is left behind; without this, cleaning up waits for its thread. */
    fine &= curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L) == CURLE_OK;
    fine &= curl_easy_setopt(curl, CURLOPT_USERAGENT, "kommunalcampus") == CURLE_OK;
    if (is_local) /* what the environment names as proxy is not for this machine
                   */
        fine &= curl_easy_setopt(curl, CURLOPT_PROXY, "") == CURLE_OK;
    return fine;
}

static bool
set_request(CURL *curl, struct arena *arena, const struct http_fetch *f, struct answer *a)
{
    const char *url = arena_cstr(arena, f->url);
    const char *user = arena_cstr(arena, f->user);
    const char *password = arena_cstr(arena, f->password);
    const char *bearer = arena_cstr(arena, f->bearer);
    bool fine = url != NULL && user != NULL && password != NULL && bearer != NULL &&
                curl_easy_setopt(curl, CURLOPT_URL, url) == CURLE_OK;

    fine = fine && curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_more) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEDATA, a) == CURLE_OK;
    if (fine && f->form.len > 0)
        fine = curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)f->form.len) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, f->form.at) == CURLE_OK;
    if (fine && f->user.len > 0)
        fine = curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_USERNAME, user) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_PASSWORD, password) == CURLE_OK;
    if (fine && f->bearer.len > 0)
        fine = curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, bearer) == CURLE_OK;
    return fine;
}

enum err
http_fetch(struct ctx *ctx, const struct http_fetch *f, struct slice *ret_body)
{
    CLEANUP(easy_done) CURL *curl = NULL;
    struct answer a = {text_init(ctx->arena, ISSUER_ANSWER_BYTES_MAX)};
    CURLcode result;
    long code = 0;

    if (!http_fetch_may(f->url, f->local_http))
        return fail(ctx, ERR_INVALID, "fetch: no address to ask");
    curl = curl_easy_init();
    if (curl == NULL || !set_limits(curl, f->local_http && is_local_http(f->url)) ||
        !set_request(curl, ctx->arena, f, &a))
        return fail(ctx, ERR_IO, "fetch: libcurl has no memory");
    result = curl_easy_perform(curl);
    if (a.text.failed || result == CURLE_FILESIZE_EXCEEDED)
        return fail(ctx, ERR_LIMIT, "fetch: more than %d bytes", ISSUER_ANSWER_BYTES_MAX);
    if (result != CURLE_OK)
        return fail(ctx, ERR_IO, "fetch: %s", curl_easy_strerror(result));
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    if (code != 200)
        return fail(ctx, ERR_IO, "fetch: the answer is %ld", code);
    return text_end(&a.text, ret_body);
}
