/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/smtp.h"

#include <curl/curl.h>
#include <string.h>

#include "base/limits.h"

struct reading {
    struct slice rest;
};

enum err
smtp_start(void)
{
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? OK : ERR_IO;
}

/* What libcurl calls for more of the message. */
static size_t
read_more(char *at, size_t size, size_t count, void *arg)
{
    struct reading *r = arg;
    size_t len = size * count < r->rest.len ? size * count : r->rest.len;

    if (len > 0)
        memcpy(at, r->rest.at, len);
    r->rest = slice_sub(r->rest, len, r->rest.len);
    return len;
}

static void
easy_done(CURL **curl)
{
    curl_easy_cleanup(*curl);
}

static void
list_done(struct curl_slist **list)
{
    curl_slist_free_all(*list);
}

static bool
set_all(CURL *curl, const struct smtp_server *s, const char *from, struct reading *r)
{
    bool fine = curl_easy_setopt(curl, CURLOPT_URL, s->url) == CURLE_OK;

    fine &= curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps") == CURLE_OK;
    fine &= curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from) == CURLE_OK;
    fine &= curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L) == CURLE_OK;
    fine &= curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_more) == CURLE_OK;
    fine &= curl_easy_setopt(curl, CURLOPT_READDATA, r) == CURLE_OK;
    fine &= curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK;
    fine &= curl_easy_setopt(curl, CURLOPT_TIMEOUT,
                             s->seconds_max > 0 ? s->seconds_max : (long)MAIL_SEND_SECONDS_MAX) ==
            CURLE_OK;
    if (s->ca_file[0] != 0)
        fine &= curl_easy_setopt(curl, CURLOPT_CAINFO, s->ca_file) == CURLE_OK;
    fine &=
        curl_easy_setopt(curl, CURLOPT_USE_SSL,
                         s->without_tls ? (long)CURLUSESSL_TRY : (long)CURLUSESSL_ALL) == CURLE_OK;
    if (s->user[0] != 0) {
        fine &= curl_easy_setopt(curl, CURLOPT_USERNAME, s->user) == CURLE_OK;
        fine &= curl_easy_setopt(curl, CURLOPT_PASSWORD, s->password) == CURLE_OK;
    }
    return fine;
}

/* What stands in the way of every mail, and of this one alone. `why` is libcurl's: it names the
 * command that was refused. A refused sender is a setting of ours, not this mail's fault. */
static enum err
kind_of(CURLcode result, long code, const char *why)
{
    bool of_server = result == CURLE_LOGIN_DENIED || result == CURLE_OPERATION_TIMEDOUT ||
                     result == CURLE_USE_SSL_FAILED || result == CURLE_PEER_FAILED_VERIFICATION;

    if (of_server || code < 400)
        return ERR_IO;
    return code >= 550 && code < 560 && strstr(why, "MAIL failed") == NULL ? ERR_INVALID : ERR_BUSY;
}

enum err
smtp_send(struct ctx *ctx, const struct smtp_server *server, const char *from, const char *to,
          struct slice message)
{
    CLEANUP(easy_done) CURL *curl = curl_easy_init();
    CLEANUP(list_done) struct curl_slist *recipients = curl_slist_append(NULL, to);
    struct reading r = {message};
    char why[CURL_ERROR_SIZE] = "";
    CURLcode result;
    long code = 0;

    if (curl == NULL || recipients == NULL || !set_all(curl, server, from, &r) ||
        curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why) != CURLE_OK ||
        curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients) != CURLE_OK)
        return fail(ctx, ERR_IO, "mail: libcurl has no memory");
    result = curl_easy_perform(curl);
    if (result == CURLE_OK)
        return OK;
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    return fail(ctx, kind_of(result, code, why), "mail: %s (answer %ld)",
                curl_easy_strerror(result), code);
}
