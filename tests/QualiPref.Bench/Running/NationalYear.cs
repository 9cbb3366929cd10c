using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Bench.Load;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Bench.Running;

/// <summary>
/// A year of 250 made-up sites in the shape in which <c>indicators</c> stores facts and cells: what years of intake would have left, written straight into the
/// databases.
/// </summary>
/// <param name="year">The calendar year.</param>
/// <param name="facts">How many.</param>
/// <param name="random">Random answers of this catalogue, some of them withdrawn; null for few kinds.</param>
internal sealed class NationalYear(int year, long facts, Catalogue? random = null)
{
    public const string Network = "national";
    public const int Sites = 250;

    private const int Batch = 2_000;
    private const int Writers = 2;

    private static readonly string[] Options = ["tres-satisfait", "satisfait", "peu-satisfait", "pas-du-tout-satisfait", "non-concerne"];
    private static readonly string[] Questions = ["global", "accueil", "attente", "horaires", "clarte", "confort"];
    private static readonly InsertManyOptions Unordered = new() { IsOrdered = false };

    private int Days => DateTime.IsLeapYear(year) ? 366 : 365;

    /// <summary>Writes a catalogue that has the network too; the services are started with it.</summary>
    /// <param name="shipped">The catalogue as shipped.</param>
    /// <param name="folder">Where the copy goes.</param>
    public static void WriteCatalogue(string shipped, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(shipped, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
        var network = new StringBuilder($"\n- code: {Network}\n  name: Réseau fictif\n  framework: qualipref2-2012\n  timeZone: Europe/Paris\n  holidayZone: metropole\n  sites:\n");
        for (var site = 0; site < Sites; site++)
        {
            network.Append(CultureInfo.InvariantCulture,
                $"    - code: {SiteOf(site)}\n      name: Site fictif {site}\n      kind: sub-prefecture\n      modules:\n        - {{ code: accueil-general, verified: true }}\n        - {{ code: delivrance-titres, verified: true }}\n      closures: []\n");
        }
        File.AppendAllText(Path.Combine(folder, "networks.yaml"), network.ToString());
    }

    /// <summary>Writes all of it, as many facts a site-day as make up the number asked for.</summary>
    /// <param name="connectionString">Of the engine.</param>
    /// <param name="withLedger">Writes the answers into the ledger of <c>surveys</c> too, each under the id of its fact: what the balance and a cut compare.</param>
    public async Task WriteAsync(string connectionString, bool withLedger = false)
    {
        using var client = new MongoClient(connectionString);
        var ofIndicators = client.GetDatabase("qualipref_indicators");
        var days = Enumerable.Range(0, Sites).SelectMany(site => Enumerable.Range(0, Days).Select(day => (Site: site, Day: day)));
        var perDay = facts / ((long)Sites * Days);
        await Parallel.ForEachAsync(days.Chunk(Math.Max(1, (int)(Batch / Math.Max(1, perDay)))), new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (chunk, token) =>
        {
            var written = chunk.Select(siteDay => (siteDay, Facts: (random is null ? FactsOf(siteDay.Site, siteDay.Day, perDay) : RandomFactsOf(random, siteDay.Site, siteDay.Day, perDay)).ToList())).ToList();
            await ofIndicators.GetCollection<BsonDocument>("facts").InsertManyAsync(written.SelectMany(day => day.Facts), Unordered, token);
            if (withLedger)
                await client.GetDatabase("qualipref_surveys").GetCollection<BsonDocument>("responses").InsertManyAsync(written.SelectMany(day => day.Facts).Select(AnswerOf), Unordered, token);
            var cells = written.Select(day => (Id: $"{SiteOf(day.siteDay.Site)}|{DateOf(day.siteDay.Day)}", day.siteDay, Content: ContentOf(day.Facts))).ToList();
            await ofIndicators.GetCollection<BsonDocument>("cells").InsertManyAsync(cells.Select(cell => new BsonDocument
            {
                ["_id"] = cell.Id,
                ["version"] = 1L,
                ["site"] = SiteOf(cell.siteDay.Site),
                ["date"] = DateOf(cell.siteDay.Day),
                ["pass"] = 1L,
                ["content"] = cell.Content,
            }), Unordered, token);
        });
    }

    public static string SiteOf(int site) => string.Create(CultureInfo.InvariantCulture, $"XX-{site:000}");

    private string DateOf(int day) => new DateOnly(year, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private IEnumerable<BsonDocument> FactsOf(int site, int day, long count)
    {
        for (var i = 0; i < count; i++)
        {
            var draw = (site * 7) + (day * 3) + i;
            yield return new BsonDocument
            {
                ["_id"] = new BsonDocument { ["source"] = "surveys", ["key"] = new BsonBinaryData(new Guid(RandomNumberGenerator.GetBytes(16)), GuidRepresentation.Standard) },
                ["site"] = SiteOf(site),
                ["date"] = DateOf(day),
                ["version"] = 1,
                ["current"] = new BsonDocument
                {
                    ["status"] = "counted",
                    ["questionnaire"] = "accueil-general",
                    ["questionnaireVersion"] = 1,
                    ["channel"] = draw % 4 == 0 ? "web" : "kiosk",
                    ["choices"] = new BsonDocument(Questions.Order(StringComparer.Ordinal).Select((question, at) => new BsonElement(question, Options[(draw + (at * 3)) % Options.Length]))),
                },
            };
        }
    }

    // Two in a hundred are withdrawn because another was given in their place, one for good.
    private IEnumerable<BsonDocument> RandomFactsOf(Catalogue catalogue, int site, int day, long count)
    {
        var draw = new Random(HashCode.Combine(site * 1_000, day));
        var answers = new RandomAnswers(draw, catalogue);
        for (var i = 0; i < count; i++)
        {
            var (questionnaire, choices) = answers.NextChoices();
            var isWithdrawn = draw.Next(100) < 3;
            var state = new BsonDocument
            {
                ["status"] = isWithdrawn ? "voided" : "counted",
                ["questionnaire"] = questionnaire.Code,
                ["questionnaireVersion"] = questionnaire.Version,
                ["channel"] = draw.Next(5) switch { 0 or 1 => "kiosk", 2 or 3 => "web", _ => "paper" },
                ["choices"] = isWithdrawn ? [] : new BsonDocument(choices.OrderBy(choice => choice.Key, StringComparer.Ordinal).Select(choice => new BsonElement(choice.Key, choice.Value))),
            };
            var (code, date, version) = (SiteOf(site), DateOf(day), isWithdrawn ? 2 : 1);
            yield return new BsonDocument
            {
                ["_id"] = new BsonDocument { ["source"] = "surveys", ["key"] = new BsonBinaryData(new Guid(RandomNumberGenerator.GetBytes(16)), GuidRepresentation.Standard) },
                ["site"] = code,
                ["date"] = date,
                ["version"] = version,
                ["current"] = state,
                ["hash"] = new BsonBinaryData(SHA256.HashData(new BsonDocument { ["site"] = code, ["date"] = date, ["version"] = version, ["state"] = state }.ToBson())[..16]),
            };
        }
    }

    /// <summary>The answer behind a fact as <c>surveys</c> stores it once it is published.</summary>
    private static BsonDocument AnswerOf(BsonDocument fact)
    {
        var at = DateTime.SpecifyKind(DateTime.Parse(fact["date"].AsString, CultureInfo.InvariantCulture).AddHours(9), DateTimeKind.Utc);
        return new BsonDocument
        {
            ["_id"] = fact["_id"]["key"],
            ["version"] = fact["version"].ToInt64(),
            ["site"] = fact["site"],
            ["date"] = fact["date"],
            ["answeredAt"] = at,
            ["receivedAt"] = at,
            ["status"] = fact["current"]["status"],
            ["channel"] = fact["current"]["channel"],
            ["questionnaire"] = fact["current"]["questionnaire"],
            ["questionnaireVersion"] = fact["current"]["questionnaireVersion"],
            ["language"] = "fr",
            ["abandoned"] = false,
            ["choices"] = fact["current"]["choices"],
            ["contentHash"] = new BsonBinaryData(SHA256.HashData(fact["current"].ToBson())),
        };
    }

    /// <summary>The cell of a site-day, counted from its facts.</summary>
    private static BsonDocument ContentOf(List<BsonDocument> facts)
    {
        var answers = facts.Select(fact => fact["current"].AsBsonDocument).Where(state => state["status"] == "counted")
            .GroupBy(state => (Questionnaire: state["questionnaire"].AsString, Channel: state["channel"].AsString))
            .OrderBy(group => group.Key.Questionnaire, StringComparer.Ordinal).ThenBy(group => group.Key.Channel, StringComparer.Ordinal)
            .SelectMany(group => AnswersOf(group.Key.Questionnaire, group.Key.Channel, [.. group.Select(state => state["choices"].AsBsonDocument)]));
        return new BsonDocument { ["answers"] = new BsonArray(answers), ["complaints"] = new BsonArray(), ["measurements"] = new BsonArray() };
    }

    private static IEnumerable<BsonDocument> AnswersOf(string questionnaire, string channel, List<BsonDocument> answers) =>
        answers.SelectMany(choices => choices.Names).Union(Questions).Order(StringComparer.Ordinal).Select(question =>
        {
            var given = answers.Where(choices => choices.Contains(question)).ToList();
            return new BsonDocument
            {
                ["questionnaire"] = questionnaire,
                ["question"] = question,
                ["channel"] = channel,
                ["options"] = new BsonArray(given.GroupBy(choices => choices[question].AsString).OrderBy(option => option.Key, StringComparer.Ordinal)
                    .Select(option => new BsonDocument { ["option"] = option.Key, ["count"] = option.Count() })),
                ["blank"] = answers.Count - given.Count,
            };
        });
}
