using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>Writes the requests of one sender, valid and hostile, from its seed; it begins with the calls that are its share, so that a short run misses none.</summary>
internal sealed class RequestWriter(int seed, IEnumerable<PublicCall> first, Tokens tokens, OwnThings own, PageSession publicPages)
{
    private static readonly PublicCall[] Calls = [.. PublicCall.All.SelectMany(call => Enumerable.Repeat(call, call.Weight))];

    private static readonly PublicCall Put = Line("PUT", "/responses/{new}", "agent");
    private static readonly PublicCall File = Line("POST", "/complaints", "agent");
    private static readonly PublicCall Qualify = Line("POST", "/qualify", "handler");
    private static readonly PublicCall Batch = Line("POST", "/batch", "agent");

    private readonly Queue<PublicCall> _first = new(first);

    private readonly Random _random = new(seed);
    private readonly BodyMutator _bodies = new(new Random(seed ^ 0x5EED));

    /// <summary>The session of an administrator.</summary>
    public required PageSession StaffPages { get; set; }

    /// <summary>One that may end.</summary>
    public required PageSession LeavingPages { get; set; }

    public Token HandlersToken => tokens.Of(Qualify);

    /// <summary>What a request truly gives: for pages the session of an administrator, whatever token stands beside it, or else its token.</summary>
    public string? RoleOf(HostileRequest request)
    {
        var isPage = !request.CanonicalPath.StartsWith("/api/", StringComparison.Ordinal);
        if (isPage && request.Headers.Any(header => header.Name == "Cookie" && (header.Value == StaffPages.Cookie || header.Value == LeavingPages.Cookie))) return "admin";
        return request.Authorization is not null && request.Authorization == request.Token.Header ? request.Token.Role : null;
    }

    /// <summary>A hostile request; one of twenty a valid neighbour, and one of thirty a batch with good items around bad ones.</summary>
    public HostileRequest Next() => _random.Next(60) switch
    {
        0 => Valid(Put) with { IsValid = true },
        1 => Valid(File) with { IsValid = true },
        2 when own.CaseIsNew => Valid(Qualify) with { IsValid = true },
        3 or 4 => GoodAroundBad(),
        _ => Hostile(),
    };

    private HostileRequest Hostile()
    {
        var request = Valid(_first.TryDequeue(out var call) ? call : Calls[_random.Next(Calls.Length)]);
        if (request.Body is not null && _random.Next(4) > 0)
            request = WithHostileBody(request);
        else
            request = Changed(request);
        return _random.Next(5) == 0 ? Changed(request) : request;
    }

    private HostileRequest Changed(HostileRequest request) => _random.Next(13) switch
    {
        12 => request with { Headers = [] },
        0 or 1 or 2 => WithHostileTarget(request),
        3 or 4 => WithHostileQuery(request),
        5 => request with { Token = tokens.Another(_random) } is var other ? other with { Authorization = other.Token.Header } : request,
        6 => request with { Token = Tokens.None, Authorization = tokens.Garbled(_random) },
        7 => request with { Method = _random.Pick(HostileValues.Methods) },
        8 => request with { ContentType = request.Body is null ? null : _random.Pick(HostileValues.ContentTypes) },
        9 => request with { IsChunked = request.Body is not null },
        _ => WithHostileHeader(request),
    };

    private HostileRequest Valid(PublicCall call)
    {
        var (answer, etag) = own.AnswerAt(_random);
        var token = tokens.Of(call);
        var pages = call.Role switch { PublicCall.Session => StaffPages, PublicCall.LeavingSession => LeavingPages, _ => publicPages };
        var body = call.Body is null ? null : own.Filled(call.Body, answer, _random) + (call.IsForm ? $"&{PageSession.FormField}={Uri.EscapeDataString(pages.FormToken)}" : "");
        var headers = new List<(string, string)>();
        if (call.Path.Contains("{case}/", StringComparison.Ordinal) && call.Method == "POST")
            headers.Add(("If-Match", own.Case.Etag));
        if (call.Path.Contains("{answer}/", StringComparison.Ordinal) || call.Path.Contains("letter-templates/", StringComparison.Ordinal))
            headers.Add(("If-Match", etag));
        if (call.IsPage)
            headers.Add(("Cookie", pages.Cookie));
        if (call is { Method: "POST", Path: "/api/surveys/v1/kiosks" or "/api/reporting/v1/reports" } || call.Path.EndsWith("/freeze", StringComparison.Ordinal))
            headers.Add(("Idempotency-Key", OwnThings.NewId(_random).ToString()));
        return new HostileRequest
        {
            Call = call,
            Method = call.Method,
            Target = own.Filled(call.Path, answer, _random),
            Token = token,
            Authorization = token.Header,
            Headers = headers,
            Body = body is null ? null : Encoding.UTF8.GetBytes(body),
            ContentType = body is null ? null : call.ContentType,
        };
    }

    /// <summary>A batch of staff whose items are good at both ends, and whatever between.</summary>
    private HostileRequest GoodAroundBad()
    {
        var request = Valid(Batch);
        var items = Enumerable.Range(0, _random.Next(3, 9)).Select(_ => Item()).ToArray();
        for (var at = 1; at < items.Length - 1; at++)
            items[at] = _bodies.WellFormed(items[at]);
        return request with { Body = Encoding.UTF8.GetBytes($$"""{"items":[{{string.Join(',', items)}}]}"""), IsValid = true };
    }

    private string Item() => JsonNode.Parse(own.Filled(Batch.Body!, default, _random))!["items"]![0]!.ToJsonString();

    private HostileRequest WithHostileBody(HostileRequest request)
    {
        var text = Encoding.UTF8.GetString(request.Body!);
        var isJson = request.Call.ContentType == "application/json";
        if (_random.Next(4) == 0)
            return request with { Body = _bodies.Broken(text) };
        var changed = isJson ? _bodies.WellFormed(text) : _bodies.Fields(text, request.Call.IsForm ? '&' : ',');
        return request with { Body = Encoding.UTF8.GetBytes(changed) };
    }

    /// <summary>One segment of the path replaced, or something added to it; only what is no literal of the contract, so that the call stays what it is.</summary>
    private HostileRequest WithHostileTarget(HostileRequest request)
    {
        var (path, query) = Split(request.Target);
        var hostile = Escaped(_random.Pick(HostileValues.Texts));
        var segments = path.Split('/');
        var variable = request.Call.Path.Split('?')[0].Split('/').Select((segment, at) => (segment, at)).Where(one => one.segment.StartsWith('{')).Select(one => one.at).ToArray();
        var changed = _random.Next(4) switch
        {
            0 => $"{path}/{hostile}",
            1 => $"{path}{hostile}",
            _ when variable.Length > 0 => string.Join('/', segments.Select((segment, at) => at == variable[0] ? hostile : segment)),
            2 => $"{path}%2e%2e%2f{hostile}",
            _ => $"/{hostile}{path}",
        };
        return request with { Target = changed + query };
    }

    private HostileRequest WithHostileQuery(HostileRequest request)
    {
        var (path, query) = Split(request.Target);
        var fields = query.Length > 1 ? query[1..].Split('&').ToList() : [];
        var name = fields.Count > 0 ? fields[_random.Next(fields.Count)].Split('=')[0] : "pageSize";
        if (_random.Next(3) == 0)
            name = _random.Pick(["cursor", "pageSize", "period", "site", "by", "asOf", "q", "network", Escaped(_random.Pick(HostileValues.Texts))]);
        if (_random.Next(3) > 0)
            fields.RemoveAll(field => field.StartsWith(name + "=", StringComparison.Ordinal));
        fields.Add($"{name}={Escaped(_random.Pick(HostileValues.Texts))}");
        return request with { Target = $"{path}?{string.Join('&', fields)}" };
    }

    private HostileRequest WithHostileHeader(HostileRequest request)
    {
        var name = _random.Pick(HostileValues.Headers);
        var text = _random.Next(10) == 0 ? new string('h', 20_000) : _random.Pick(HostileValues.Texts);
        // What ends a line or a header is for the raw connection (BrokenHttp).
        var value = new string([.. Encoding.UTF8.GetBytes(text).Select(one => (char)one).Where(one => one is >= ' ' and not '\x7f')]);
        return request with { Headers = [.. request.Headers.Where(header => header.Name != name), (name, value)] };
    }

    private static (string Path, string Query) Split(string target) =>
        target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? (target[..at], target[at..]) : (target, "");

    /// <summary>Visible ASCII as it is, but what would end the path; anything else in percent.</summary>
    private static string Escaped(string text) => string.Concat(Encoding.UTF8.GetBytes(text.Length > 3_000 ? text[..3_000] : text)
        .Select(one => one is > 0x20 and < 0x7F and not ((byte)'?' or (byte)'#' or (byte)'&') ? ((char)one).ToString() : "%" + one.ToString("x2", CultureInfo.InvariantCulture)));

    private static PublicCall Line(string method, string end, string role) =>
        PublicCall.All.First(call => call.Method == method && call.Role == role && call.Path.EndsWith(end, StringComparison.Ordinal));
}
