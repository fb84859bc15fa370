/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/http_plain.h"

struct words {
    int status;
    const char *de;
    const char *en;
};

static struct words
words_of(int status)
{
    static const struct words table[] = {
        {400, "Die Anfrage war fehlerhaft und wurde nicht bearbeitet.",
         "The request was malformed and was not processed."},
        {403,
         "Das ist hier nicht erlaubt. Bitte laden Sie die Seite neu und versuchen Sie es "
         "noch einmal.",
         "This is not allowed here. Please reload the page and try again."},
        {404, "Diese Seite gibt es nicht.", "There is no such page."},
        {405, "Diese Seite kann so nicht aufgerufen werden.", "This page cannot be used this way."},
        {408, "Die Anfrage kam nicht rechtzeitig an. Bitte versuchen Sie es noch einmal.",
         "The request did not arrive in time. Please try again."},
        {413, "Es wurde zu viel auf einmal gesendet.", "Too much was sent at once."},
        {414, "Die Adresse ist zu lang.", "The address is too long."},
        {503, "Gerade ist zu viel los. Bitte versuchen Sie es in ein paar Sekunden noch einmal.",
         "We are too busy right now. Please try again in a few seconds."},
    };
    static const struct words client = {0, "Die Anfrage konnte nicht bearbeitet werden.",
                                        "The request could not be processed."};
    static const struct words ours = {
        0, "Bei uns ist ein Fehler aufgetreten. Ihre Eingabe wurde nicht übernommen.",
        "Something went wrong on our side. Your input was not saved."};

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (table[i].status == status)
            return table[i];
    }
    return status >= 500 ? ours : client;
}

enum err
http_plain_page(const struct http_request *req, struct http_response *res)
{
    struct text t = text_init(res->arena, 2048);
    struct words w = words_of(res->status);

    text_printf(&t,
                "<!DOCTYPE html>\n<html lang=\"de\">\n<head><meta charset=\"utf-8\">"
                "<meta name=\"viewport\" content=\"width=device-width\">"
                "<title>Fehler %d</title></head>\n<body>\n<main>\n<h1>Fehler %d</h1>\n<p>%s</p>\n"
                "<p lang=\"en\">%s</p>\n",
                res->status, res->status, w.de, w.en);
    if (req->id[0] != 0)
        text_printf(&t, "<p>Kennung der Anfrage: %s</p>\n", req->id);
    text_puts(&t, "<p><a href=\"/\">Zur Startseite</a></p>\n</main>\n</body>\n</html>\n");
    return http_html(res, &t);
}
