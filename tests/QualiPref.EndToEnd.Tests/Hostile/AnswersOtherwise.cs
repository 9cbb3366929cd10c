using System.Collections.Concurrent;
using System.Globalization;
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

    private const int MadeOfWords = 5;

    // By id, whether a page or a call has said that it is stored; of a file that was handed in by a page its lines are told by number.
    private readonly ConcurrentDictionary<Guid, bool> _acknowledged = [];

    // How many lines pages say they have read. Where the id of a line was spoilt, the service makes one of what the line says, which its page does not tell.
    private int _linesRead;

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
            TakePage(request, reply, isFile: path == ImportPage);
        return true;
    }

    private void TakePage(HostileRequest request, ApiReply reply, bool isFile)
    {
        foreach (Match id in Id().Matches(Uri.UnescapeDataString(Encoding.Latin1.GetString(request.Body ?? []))))
            _acknowledged.TryAdd(Guid.Parse(id.Value), !isFile && reply.Text.Contains("qp-avis__thanks", StringComparison.Ordinal));
        if (isFile && LinesRead().Match(reply.Text) is { Success: true } read)
            Interlocked.Add(ref _linesRead, int.Parse(read.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Reads back what is stored of them and notes it.</summary>
    public async Task ObserveAsync()
    {
        foreach (var site in Recount.SitesOf("essonne").Concat(Recount.SitesOf("lot-et-garonne"))) await ObserveAsync(site);
        Assert.Empty(_acknowledged.Where(one => one.Value).Select(one => one.Key));
        Assert.True(_linesRead >= 0, $"{-_linesRead} more answers are stored under ids that the service made than pages have read lines.");
    }

    private async Task ObserveAsync(string site)
    {
        string? cursor = null;
        do
        {
            var page = (await system.Api.GetAsync($"{ApiClient.Responses}?site={site}&pageSize=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}")).Body!.Value;
            foreach (var stored in page.GetProperty("items").EnumerateArray().Where(stored => IsOfThese(stored.GetProperty("id").GetGuid(), stored.GetProperty("channel").GetString()))) Observe(stored);
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
    }

    private bool IsOfThese(Guid id, string? channel)
    {
        if (_acknowledged.TryRemove(id, out _)) return true;
        if (id.Version != MadeOfWords || channel != "paper" || system.Recount.HasAnswer(id)) return false;
        _linesRead--;
        return true;
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

    [GeneratedRegex("([0-9]+)(?:&#xA0;|\\s)lignes? lues?", RegexOptions.CultureInvariant)]
    private static partial Regex LinesRead();
}
