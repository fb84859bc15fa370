/* SPDX-License-Identifier: EUPL-1.2 */
/* Header values that are taken apart: Accept-Encoding, If-None-Match, addresses, origins. */
#include "fuzz.h"
#include "web/address.h"
#include "web/origin.h"
#include "web/static_file.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct static_file only_gzip = {
        "/x", "text/plain", "\"x\"", true, SLICE_INIT("x"), SLICE_INIT("y"), {NULL, 0}};
    struct slice in = fuzz_slice(data, size);
    struct http_header header = {SLICE_INIT("Origin"), in};
    struct http_request req = {.headers = &header, .headers_len = 1, .host = SLICE_INIT("a.b:80")};
    struct address_list list;
    struct address one;

    MUST(static_file_coding(&only_gzip, in) != CODING_BROTLI);
    (void)http_etag_matches(in, SLICE("\"x\""));
    if (address_list_parse(in, &list) == OK) {
        MUST(list.len <= ADDRESS_RANGES_MAX);
        for (size_t i = 0; i < list.len; i++)
            MUST(address_list_has(&list, &list.ranges[i].from));
    }
    if (address_parse(in, &one) == OK)
        MUST(one.kind == ADDRESS_IP && address_eq(&one, &one));
    if (in.len > 0 && origin_is_ours(&req))
        MUST(slice_eq_ascii_nocase(in, SLICE("http://a.b")));
    return 0;
}
