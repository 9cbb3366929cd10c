using System.Text.Json;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Recomputation;

/// <summary>The answers the server has acknowledged, each standing where the contract puts it; a server that has put it elsewhere is told of at once.</summary>
/// <param name="knownSites">Codes of all sites.</param>
internal sealed class AnswerLedger(IReadOnlyCollection<string> knownSites)
{
    private readonly Dictionary<Guid, AnswerFact> _facts = [];
    private readonly HashSet<Guid> _contradicted = [];
    private readonly KioskClocks _clocks = new();

    public IReadOnlyDictionary<Guid, AnswerFact> Facts => _facts;

    /// <summary>Answers that were refused for another of the same id, though none was ever acknowledged under it.</summary>
    public IEnumerable<Guid> ContradictedByNone => _contradicted.Where(id => !_facts.ContainsKey(id));

    public IReadOnlyList<AnswerFact> Counted(IReadOnlyList<string> sites, Period period) =>
        [.. _facts.Values.Where(answer => answer.Counts && sites.Contains(answer.Site) && period.Contains(answer.Day))];

    public void Observe(Exchange exchange)
    {
        var parts = exchange.Path.Split('/'); // "", api, surveys, v1, responses, {id} or batch, decision
        if (exchange.Method == "PUT" && parts.Length == 6 && Guid.TryParse(parts[5], out var id))
            Put(id, exchange);
        else if (exchange.Method == "POST" && parts is [.., "batch"] && exchange.Status == 200)
            Batch(exchange);
        else if (exchange.Method == "POST" && parts.Length == 7 && exchange.Status == 200)
            Decide(Guid.Parse(parts[5]), parts[6]);
    }

    private void Put(Guid id, Exchange exchange)
    {
        if (exchange is { Status: 200 or 201 or 202, Body: { } body })
            Add(id, new SentAnswer(body, body.Member("device") ?? default, exchange, _clocks), exchange.Status switch { 201 => true, 202 => false, _ => null });
    }

    private void Batch(Exchange exchange)
    {
        var envelope = exchange.Body!.Value;
        var sent = envelope.GetProperty("items").EnumerateArray().ToArray();
        var results = exchange.Reply!.Value.GetProperty("items").EnumerateArray().ToArray();
        if (sent.Length != results.Length)
            throw new InvalidOperationException($"A batch of {sent.Length} was answered with {results.Length} results.");
        var device = envelope.Member("device") ?? default;
        foreach (var (item, result) in sent.Zip(results))
        {
            var said = result.GetProperty("result").GetString();
            if (said == "invalid")
            {
                if (!MayBeKeptNowhere(item, exchange))
                    throw new InvalidOperationException($"The server kept nowhere what it has to keep: {item}");
                continue;
            }
            var id = result.GetProperty("id").GetGuid();
            if (said == "conflict")
            {
                _contradicted.Add(id);
                continue;
            }
            if (!Bears(item, id))
                throw new InvalidOperationException("The results of a batch are not in the order sent.");
            Add(id, new SentAnswer(item, device, exchange, _clocks), said switch
            {
                "accepted" => true,
                "setAside" => false,
                "duplicate" => null,
                _ => throw new InvalidOperationException($"Unknown result: {said}"),
            });
        }
        if (exchange is { Kiosk: { } kiosk, Enrolment: { } enrolment })
            _clocks.Note(kiosk, (int)Math.Min(device.Whole("enrolment", 1, int.MaxValue) ?? enrolment, enrolment), SentAnswer.SyncOf(device, exchange));
    }

    /// <summary>Of a batch nothing is kept only of an item without a usable id, and of what staff send for a site that is not theirs.</summary>
    private bool MayBeKeptNowhere(JsonElement item, Exchange exchange)
    {
        if (!item.HasReadableNames()) return true;
        var (ids, sites) = (All("id"), All("site"));
        return ids.Length == 0 || !ids.All(id => Guid.TryParseExact(id, "D", out var one) && one != Guid.Empty)
            || (exchange is { Kiosk: null, Site: { } own } && sites.Any(site => site != own && knownSites.Contains(site ?? "")));

        string?[] All(string name) => [.. item.EnumerateObject().Where(member => member.Name == name).Select(member => member.Value.Text())];
    }

    /// <summary>Whether an item bears an id; one that names two ids may be known by either.</summary>
    private static bool Bears(JsonElement item, Guid id) =>
        !item.HasReadableNames() || item.EnumerateObject().Any(member => member.Name == "id" && member.Value.ValueKind == JsonValueKind.String && member.Value.TryGetGuid(out var one) && one == id);

    /// <summary>Notes an answer that the server has acknowledged, as the contract wants it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="sent">The answer.</param>
    /// <param name="accepted">What the server said of it: accepted, set aside, or null when it had it before and the first reply was lost.</param>
    private void Add(Guid id, SentAnswer sent, bool? accepted)
    {
        if (_facts.ContainsKey(id))
            return;
        var fault = sent.Fault(knownSites);
        var isValid = fault is null && sent.IsItsSenders;
        if (!isValid && sent.IsSingle)
            throw new InvalidOperationException($"The server kept an answer that it should have refused for {fault ?? "its sender"}: {id}");
        var at = isValid ? sent.ValidInstant : sent.AnyInstant;
        var counts = isValid ? sent.CountsByDate(at) ?? accepted ?? true : false;
        if (accepted is { } said && said != counts)
            throw new InvalidOperationException(counts
                ? $"The server set aside an answer of {at:O} that counts: {id}"
                : $"The server accepted an answer of {at:O} that it should have set aside for {fault ?? (isValid ? "its date" : "its sender")}: {id}");
        _facts.Add(id, new AnswerFact
        {
            Id = id,
            Site = (isValid ? sent.NamedSite : sent.Site(knownSites)) ?? AnswerFact.Nowhere,
            Channel = sent.Channel ?? "",
            Day = sent.DayOf(at),
            Abandoned = sent.IsAbandoned,
            Partial = sent.IsPartial,
            Choices = sent.Choices,
            Standing = counts ? Standing.Accepted : Standing.SetAside,
            Fault = fault is null ? null : sent.LastingFault(knownSites),
        });
    }

    private void Decide(Guid id, string decision)
    {
        if (!_facts.TryGetValue(id, out var fact))
            throw new InvalidOperationException($"{decision} was acknowledged for an answer that was not: {id}");
        if (decision == "accept" && fact.Fault is { } fault)
            throw new InvalidOperationException($"An answer was accepted that cannot be read for {fault}: {id}");
        _facts[id] = fact with
        {
            Standing = decision switch
            {
                "void" => Standing.Voided,
                "accept" => Standing.Accepted,
                "discard" => Standing.Discarded,
                _ => throw new InvalidOperationException($"Unknown decision: {decision}"),
            },
        };
    }
}
