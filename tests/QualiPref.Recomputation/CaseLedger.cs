using System.Globalization;
using System.Text.Json;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Recomputation;

/// <summary>The cases the server has acknowledged, each moved by its acknowledged transitions.</summary>
internal sealed class CaseLedger
{
    private readonly Dictionary<Guid, CaseFact> _facts = [];

    // Each case as it was before its last step, to which taking the letter of that step back returns.
    private readonly Dictionary<Guid, CaseFact> _before = [];

    public IReadOnlyDictionary<Guid, CaseFact> Facts => _facts;

    public IReadOnlyList<CaseFact> Received(IReadOnlyList<string> sites, Period period) =>
        [.. _facts.Values.Where(one => sites.Contains(one.Site) && period.Contains(one.ReceivedOn))];

    public void Observe(Exchange exchange)
    {
        var parts = exchange.Path.Split('/'); // "", api, complaints, v1, complaints, {id}, transition; or letters, {letter}, what is done with it
        if (exchange.Method != "POST" || exchange.Body is not { } body || parts[4] != "complaints")
            return;
        if (parts.Length == 5 && exchange.Status is 200 or 201)
            File(body, exchange);
        else if (parts.Length == 7 && exchange.Status is (200 or 201))
            Move(_facts[Guid.Parse(parts[5])], parts[6], body, LegalDate.Of(exchange.SentAt));
        else if (parts.Length == 9 && parts[8] == "take-back" && exchange.Status == 200 && IsOfAStep(exchange, parts[7]))
            _facts[Guid.Parse(parts[5])] = _before[Guid.Parse(parts[5])];
    }

    private void File(JsonElement body, Exchange exchange)
    {
        var id = (exchange.Reply?.Member("id") ?? body.GetProperty("id")).GetGuid();
        // Staff of another site write as the public does.
        var mayDate = exchange.Caller == Caller.Staff && (exchange.Site is null || exchange.Site == Text(body, "site"));
        var dated = mayDate ? Date(body, "receivedOn") : null;
        _facts.TryAdd(id, new CaseFact
        {
            Id = id,
            Site = body.GetProperty("site").GetString()!,
            Kind = body.GetProperty("kind").GetString()!,
            Channel = body.GetProperty("channel").GetString()!,
            ReceivedOn = dated ?? LegalDate.Of(exchange.SentAt),
            Motive = Text(body, "motive"),
            Module = Text(body, "module"),
            Anonymous = body.Member("contact") is null,
        });
    }

    // A letter of its own, and one that had gone before, moves nothing.
    private static bool IsOfAStep(Exchange exchange, string letter) => exchange.Reply?.GetProperty("letters").EnumerateArray()
        .Any(one => one.GetProperty("id").GetString() == letter && one.GetProperty("kind").GetString() != "letter" && one.GetProperty("earlier").GetArrayLength() == 0) == true;

    private void Move(CaseFact one, string transition, JsonElement body, DateOnly today)
    {
        // They are no steps.
        if (transition is "letter" or "attachments") return;
        _before[one.Id] = one.Copy();
        switch (transition)
        {
            case "split":
                var second = body.GetProperty("id").GetGuid();
                _facts.TryAdd(second, new CaseFact
                {
                    Id = second,
                    Site = one.Site,
                    Kind = one.Kind,
                    Channel = one.Channel,
                    ReceivedOn = one.ReceivedOn,
                    Motive = Text(body, "motive"),
                    Module = one.Module,
                    Anonymous = one.Anonymous,
                });
                break;
            case "acknowledge" or "assign" or "request-information" or "resume" or "hold" or "set-aside" or "take-up" or "legal-hold" or "release-legal-hold" or "add-files" or "erase":
                break;
            case "qualify":
                one.Motive = Text(body, "motive");
                one.Module = Text(body, "module") ?? one.Module;
                break;
            case "answer":
                one.AnswerOn(Date(body, "occurredOn") ?? today);
                one.Open = false;
                break;
            case "close" or "transfer" or "merge" or "reject":
                one.Open = false;
                break;
            case "reopen" or "unmerge":
                one.Open = true;
                break;
            case "correct":
                one.ReceivedOn = Date(body, "receivedOn") ?? one.ReceivedOn;
                one.Channel = Text(body, "channel") ?? one.Channel;
                one.Kind = Text(body, "kind") ?? one.Kind;
                one.Site = Text(body, "site") ?? one.Site;
                break;
            default:
                throw new InvalidOperationException($"Unknown transition: {transition}");
        }
    }

    private static string? Text(JsonElement body, string name) => body.Member(name)?.GetString();

    private static DateOnly? Date(JsonElement body, string name) =>
        Text(body, name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
