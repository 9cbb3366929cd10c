using System.Text.Json;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Recomputation;

/// <summary>The answers the server has acknowledged.</summary>
/// <param name="knownSites">Codes of all sites.</param>
internal sealed class AnswerLedger(IReadOnlyCollection<string> knownSites)
{
    /// <summary>An answer is set aside for its date alone, future or too old; any other code says that it is not valid.</summary>
    private static readonly string[] ValidButForItsDate = ["QP-SURVEYS-004", "QP-SURVEYS-005"];

    private readonly Dictionary<Guid, AnswerFact> _facts = [];

    public IReadOnlyDictionary<Guid, AnswerFact> Facts => _facts;

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
        Standing? standing = exchange.Status switch
        {
            200 or 201 => Standing.Accepted,
            202 => Standing.SetAside,
            _ => null,
        };
        if (standing is { } known && exchange.Body is { } body)
            Add(id, new SentAnswer(body, body.Member("device") ?? default, exchange), known, isValid: true);
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
            Standing? standing = result.GetProperty("result").GetString() switch
            {
                // A duplicate of an answer not known here is one whose first reply was lost.
                "accepted" or "duplicate" => Standing.Accepted,
                "setAside" => Standing.SetAside,
                "conflict" or "invalid" => null,
                var other => throw new InvalidOperationException($"Unknown result: {other}"),
            };
            if (standing is not { } known)
                continue;
            var id = result.GetProperty("id").GetGuid();
            if (!Bears(item, id))
                throw new InvalidOperationException("The results of a batch are not in the order sent.");
            Add(id, new SentAnswer(item, device, exchange), known, known is Standing.Accepted || ValidButForItsDate.Contains(result.Text("code")));
        }
    }

    /// <summary>Whether an item bears an id; one that names two ids may be known by either.</summary>
    private static bool Bears(JsonElement item, Guid id) =>
        !item.HasReadableNames() || item.EnumerateObject().Any(member => member.Name == "id" && member.Value.ValueKind == JsonValueKind.String && member.Value.TryGetGuid(out var one) && one == id);

    private void Add(Guid id, SentAnswer sent, Standing standing, bool isValid)
    {
        if (_facts.ContainsKey(id))
            return;
        _facts.Add(id, new AnswerFact
        {
            Id = id,
            Site = sent.Site(knownSites) ?? AnswerFact.Nowhere,
            Channel = sent.Channel ?? "",
            Day = LegalDate.Of(isValid ? sent.ValidInstant : sent.AnyInstant),
            Abandoned = sent.IsAbandoned,
            Choices = sent.Choices,
            Standing = standing,
        });
    }

    private void Decide(Guid id, string decision)
    {
        if (!_facts.TryGetValue(id, out var fact))
            throw new InvalidOperationException($"{decision} was acknowledged for an answer that was not: {id}");
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
