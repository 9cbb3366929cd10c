using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Recomputation;
using QualiPref.Synthetic.Sending;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>
/// Answers that came otherwise than by a call that names each of them: by the web survey's page, and as lines of a file. Their ids are noted when they are
/// acknowledged; what was stored under these, and under no other, is read back and noted in the recount.
/// </summary>
internal sealed partial class AnswersOtherwise(RunningSystem system)
{
    private const string Import = ApiClient.Responses + "/import", Survey = "/avis/", ImportPage = "/saisie/import";

    // By id, whether a page or a call has said that it is stored; of a file that was handed in by a page its lines are told by number.
    private readonly ConcurrentDictionary<Guid, bool> _acknowledged = [];

    /// <summary>Takes note of the answers that a reply acknowledges or may have acknowledged.</summary>
    /// <returns>Whether the request was of this kind.</returns>
    public bool Takes(HostileRequest request, ApiReply reply)
    {
        var path = request.CanonicalPath;
        if (path != Import && path != ImportPage && !path.StartsWith(Survey, StringComparison.Ordinal)) return false;
        if (path == Import)
            foreach (var line in reply.Body!.Value.GetProperty("items").EnumerateArray().Where(line => line.GetProperty("result").GetString() is "accepted" or "setAside"))
                _acknowledged[line.GetProperty("id").GetGuid()] = true;
        else
            foreach (Match id in Id().Matches(Uri.UnescapeDataString(Encoding.Latin1.GetString(request.Body ?? []))))
                _acknowledged.TryAdd(Guid.Parse(id.Value), path != ImportPage && reply.Text.Contains("qp-avis__thanks", StringComparison.Ordinal));
        return true;
    }

    /// <summary>Reads back what is stored of them and notes it.</summary>
    public async Task ObserveAsync()
    {
        foreach (var site in Recount.SitesOf("essonne").Concat(Recount.SitesOf("lot-et-garonne"))) await ObserveAsync(site);
        Assert.Empty(_acknowledged.Where(one => one.Value).Select(one => one.Key));
        _acknowledged.Clear();
    }

    private async Task ObserveAsync(string site)
    {
        string? cursor = null;
        do
        {
            var page = (await system.Api.GetAsync($"{ApiClient.Responses}?site={site}&pageSize=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}")).Body!.Value;
            foreach (var stored in page.GetProperty("items").EnumerateArray().Where(stored => _acknowledged.TryRemove(stored.GetProperty("id").GetGuid(), out _))) Observe(stored);
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
    }

    private void Observe(JsonElement stored) => system.Recount.Observe(new Exchange
    {
        Method = "PUT",
        Path = $"{ApiClient.Responses}/{stored.GetProperty("id").GetString()}",
        Caller = stored.GetProperty("channel").GetString() == "web" ? Caller.Public : Caller.Staff,
        SentAt = stored.GetProperty("receivedAt").GetDateTimeOffset(),
        Body = JsonSerializer.SerializeToElement(new
        {
            site = stored.GetProperty("site"),
            questionnaire = stored.GetProperty("questionnaire"),
            version = stored.GetProperty("questionnaireVersion"),
            channel = stored.GetProperty("channel"),
            outcome = stored.GetProperty("outcome"),
            answeredAt = stored.GetProperty("answeredAt"),
            answers = stored.GetProperty("answers"),
        }),
        Status = stored.GetProperty("status").GetString() == "setAside" ? 202 : 201,
        Reply = stored,
    });

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
