namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>What has broken other systems: texts, JSON values, names, dates and numbers.</summary>
internal static class HostileValues
{
    public static IReadOnlyList<string> Texts { get; } =
    [
        "", " ", "\0", "a\0b", "\r\nX-Injected: 1", "\n", "\u202Etxt.exe", "\u200F\u061C", "\uFEFF", "👩‍👩‍👧‍👦", "Z͑ͫ̓ͪ̂ͫ̽a̴̵̞l͟g̷o", "İıſK", "ﬀ", "%s%n%x%d", "{0}{1:X}{", "${7*7}", "{{7*7}}", "#{7*7}", "<%= 7*7 %>",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "'; DROP TABLE cases;--", "' OR '1'='1", "$where", "$gt", "{\"$gt\":\"\"}", "a.b", ".", "..", "../../etc/passwd",
        "..\\..\\windows", "%2e%2e%2f", "/", "\\", "//", "?", "#", "&", "=", "+", "%", "%00", "%zz", "%ff%fe", "null", "undefined", "NaN", "Infinity", "true", "0", "-1", "1e400", "0x1F", "__proto__", "constructor",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "{01234567-89ab-cdef-0123-456789abcdef}", "0123456789abcdef0123456789abcdef", "urn:uuid:01234567-89ab-cdef-0123-456789abcdef",
        "9999-12-31", "0001-01-01", "2026-02-30", "2026-13", "2026-S3", "2026-Q5", "0000", "9999", "10000", "-2026", "2026-07-15..2026-07-01", "0001-01-01..9999-12-31", "2000-01-01..2031-12-31", "٢٠٢٦",
        "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+14:00", "2026-06-30T23:59:60Z", "2026-03-29T02:30:00+01:00", "2026-06-17T10:12:08", "2147483648", "-9223372036854775809", "79228162514264337593543950336",
        "91-EVRY", "essonne", "satisfaction.global", "W/\"1\"", "\"1\"", "*", "channel,channel,motive", "essonne,lot-et-garonne", new('a', 101), new('é', 2_001), new('\u4E2D', 11_000), new('(', 3_000),
    ];

    /// <summary>JSON as it goes over the wire; some of it is no text or no number that can be kept.</summary>
    public static IReadOnlyList<string> Json { get; } =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "1.0", "1.5", "1e1", "1e400", "-1e-400", "2147483647", "2147483648", "9007199254740992", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "0.1e-7",
        "99999999999999999999999999999999999999999999999999", "{}", "[]", "[[]]", "[null]", "{\"$gt\":\"\"}", "{\"$where\":\"sleep(1000)\"}", "{\"__proto__\":{\"admin\":true}}", "{\"$oid\":\"507f1f77bcf86cd799439011\"}",
        "{\"\":\"\"}", "{\"a.b\":1}", "[\"satisfait\"]", "[\"satisfait\",\"satisfait\"]", "{\"session\":\"01234567-89ab-cdef-0123-456789abcdef\",\"elapsedMs\":3155760000001}", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"a\\u0000b\"",
        "\"\\u001b[31m\"", "\"\\u202e\"", "\"\\uFFFF\"", "\"\\ud83d\\ude00\"", "{\"\\ud800\":1}", "{\"a\":1,\"a\":2}", "\"1900-01-01T00:00:00Z\"", "\"2999-12-31T23:59:59Z\"", "\"9999-12-31T23:59:59-14:00\"", "\"1970-01-01T00:00:00Z\"",
        "\"2000-01-01\"", "\"1999-12-31\"", "\"2026-02-29\"", "\"2031-12-31\"", "\"2032-01-01\"", "\"91-EVRY\"", "\"47-AGEN\"", "\"99-NULLEPART\"", "\"web\"", "\"paper\"", "\"kiosk\"", "\"abandoned\"", "\"thanks\"",
        "\"00000000-0000-0000-0000-000000000000\"", "\"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF\"",
    ];

    /// <summary>Names of members, quoted.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "\"\"", "\"surprise\"", "\"__proto__\"", "\"constructor\"", "\"$set\"", "\"$where\"", "\"_id\"", "\"a.b\"", "\"\\ud800\"", "\"\\u0000\"", "\"id\"", "\"Id\"", "\"site\"", "\"SITE\"", "\"version\"", "\"status\"", "\"pending\"", "\"answers\"", "\"~0/~1\"",
    ];

    public static IReadOnlyList<string> ContentTypes { get; } =
    [
        "", "text/plain", "application/xml", "application/json; charset=utf-16", "application/json; charset=klingon", "application/json;charset=\"utf-8\"", "application/problem+json", "application/vnd.api+json", "APPLICATION/JSON", "application/x-www-form-urlencoded",
        "multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary=", "text/csv; charset=utf-16", "*/*", "a", "application/json, application/json", "application/octet-stream",
    ];

    public static IReadOnlyList<string> Methods { get; } = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get"];

    /// <summary>Headers that the server, the proxy or the pages look at.</summary>
    public static IReadOnlyList<string> Headers { get; } =
    [
        "If-Match", "If-None-Match", "If-Modified-Since", "Idempotency-Key", "Accept-Language", "Accept", "Accept-Encoding", "Content-Encoding", "Range", "Cookie", "Origin", "Referer", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
        "X-Original-URL", "X-HTTP-Method-Override", "Forwarded", "traceparent", "tracestate", "baggage", "Prefer", "User-Agent", "Via", "X-Requested-With", "RequestVerificationToken",
    ];

    public static T Pick<T>(this Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
