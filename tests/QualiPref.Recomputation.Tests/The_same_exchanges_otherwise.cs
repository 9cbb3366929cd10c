using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using QualiPref.Synthetic.Sending;
using static QualiPref.Recomputation.Tests.Exchanges;

namespace QualiPref.Recomputation.Tests;

/// <summary>What must not matter: in which order chains arrive, what is sent again, when a kiosk syncs, and how its batches are cut.</summary>
public sealed class The_same_exchanges_otherwise
{
    private static readonly string[] Sites = ["91-EVRY", "91-PALAISEAU", "91-ETAMPES"];
    private static readonly string[] Options = ["tres-satisfait", "satisfait", "peu-satisfait", "non-concerne"];
    private static readonly string[] Endings = ["", "answer", "close", "merge", "reopen"];

    private sealed record Tap(int Site, int Option, int Hour, bool HasClock, int Standing);

    private sealed record Letter(int Site, int Day, int Ending, int After);

    /// <param name="Order">Seed of the order in which chains arrive.</param>
    /// <param name="Cut">Answers in a batch.</param>
    /// <param name="Twice">Every so many exchanges one is sent again; 0 for none.</param>
    /// <param name="Later">Minutes by which kiosks sync later.</param>
    private sealed record Way(int Order, int Cut, int Twice, int Later)
    {
        public static Way Plain { get; } = new(0, 500, 0, 0);
    }

    private static readonly Gen<Tap> Taps = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 24 * 300], Gen.Bool, Gen.Int[0, 4], (site, option, hour, clock, standing) => new Tap(site, option, hour, clock, standing));

    private static readonly Gen<Letter> Letters = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 200], Gen.Int[0, 4], Gen.Int[0, 40], (site, day, ending, after) => new Letter(site, day, ending, after));

    private static readonly Gen<Way> Ways = Gen.Select(Gen.Int[1, 1000], Gen.Int[1, 7], Gen.Int[0, 4], Gen.Int[0, 20_000], (order, cut, twice, later) => new Way(order, cut, twice, later));

    [Fact]
    public void Give_the_same_figures_and_balance() => Gen.Select(Taps.Array[0, 25], Letters.Array[0, 12], Ways).Sample((taps, letters, way) =>
        Assert.Equal(Told(Played(taps, letters, Way.Plain)), Told(Played(taps, letters, way))), iter: 300);

    private static Recount Played(Tap[] taps, Letter[] letters, Way way)
    {
        var chains = taps.Select((tap, at) => (tap, at)).GroupBy(one => one.tap.Site).Select(kiosk => Kiosk([.. kiosk], way))
            .Concat(letters.Select(Case)).ToList();
        var random = new Random(way.Order);
        var recount = new Recount();
        for (var sent = 0; chains.Count > 0; sent++)
        {
            var chain = chains[way.Order == 0 ? 0 : random.Next(chains.Count)];
            var exchange = chain.Dequeue();
            recount.Observe(exchange);
            if (way.Twice > 0 && sent % way.Twice == 0 && Again(exchange) is { } again)
                recount.Observe(again);
            chains.RemoveAll(one => one.Count == 0);
        }
        return recount;
    }

    /// <summary>
    /// A kiosk two days ahead that sleeps half of the time, with a monotonic clock that part of the answers bear: its batches, some answers too old to count, then
    /// what staff decided.
    /// </summary>
    private static Queue<Exchange> Kiosk((Tap Tap, int At)[] taps, Way way)
    {
        var sync = Now.AddMinutes(way.Later);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var device = new JsonObject
        {
            ["sentAt"] = sync.AddDays(2),
            ["clock"] = new JsonObject { ["session"] = Id(77), ["elapsedMs"] = (long)(sync - start).TotalMilliseconds / 2 },
        };
        var items = taps.Select(one =>
        {
            var isOld = one.Tap.Standing >= 3;
            var at = start.AddHours(one.Tap.Hour).AddYears(isOld ? -3 : 0);
            var answer = Answer(Sites[one.Tap.Site], at.AddDays(2).ToString("O", CultureInfo.InvariantCulture), Options[one.Tap.Option], "kiosk");
            if (one.Tap.HasClock && !isOld)
                answer["clock"] = new JsonObject { ["session"] = Id(77), ["elapsedMs"] = (long)(at - start).TotalMilliseconds / 2 };
            return (one.At, answer, isOld ? "setAside" : "accepted");
        });
        var batches = items.Chunk(way.Cut).Select(items => Batch(device.DeepClone().AsObject(), items) with { SentAt = sync });
        var decisions = taps.Where(one => one.Tap.Standing is 2 or 4).Select(one => Decide(one.At, one.Tap.Standing == 2 ? "void" : "accept"));
        return new Queue<Exchange>(batches.Concat(decisions));
    }

    private static Queue<Exchange> Case(Letter letter, int at)
    {
        var id = 1000 + at;
        var received = new DateOnly(2026, 1, 5).AddDays(letter.Day);
        var filed = File(id, Sites[letter.Site], Date(received), motive: letter.Day % 2 == 0 ? "attente" : null);
        var on = Date(received.AddDays(letter.After));
        Exchange[] moves = Endings[letter.Ending] switch
        {
            "" => [],
            "reopen" => [Move(id, "answer", on), Move(id, "reopen", on)],
            var ending => [Move(id, ending, on)],
        };
        return new Queue<Exchange>([filed, .. moves]);
    }

    /// <summary>The exchange as it goes when the client, unsure of the first, sends it again; a transition is refused then.</summary>
    private static Exchange? Again(Exchange exchange)
    {
        if (exchange.Path.EndsWith("/batch", StringComparison.Ordinal))
        {
            var reply = JsonNode.Parse(exchange.Reply!.Value.GetRawText())!;
            foreach (var item in reply["items"]!.AsArray())
                item!["result"] = (string?)item["result"] == "accepted" ? "duplicate" : (string?)item["result"];
            // Hours later by the server's clock alone: the first acceptance has fixed the date.
            return exchange with { SentAt = exchange.SentAt.AddHours(30), Reply = JsonSerializer.SerializeToElement(reply) };
        }
        return exchange.Path.EndsWith("/complaints", StringComparison.Ordinal) ? exchange : exchange with { Status = 412 };
    }

    private static string Told(Recount recount)
    {
        var queries = from period in (string[])["2026", "2026-S1", "2026-Q2", "2026-03", "2026-02-10..2026-04-20"]
                      from indicator in (string[])["satisfaction.global", "complaints.received", "complaints.answeredInTime", "complaints.responseDays"]
                      select Query(indicator, period, "channel");
        var figures = queries.SelectMany(recount.Figures).OrderBy(figure => $"{figure.Site} {string.Join(',', figure.Breakdown)}", StringComparer.Ordinal);
        var balance = recount.Balance("essonne", "2026").OrderBy(row => $"{row.Source} {row.Site} {row.Month}", StringComparer.Ordinal);
        return JsonSerializer.Serialize(new { figures = figures.Select(Ordered), balance });
    }

    private static ExpectedFigure Ordered(ExpectedFigure figure) =>
        figure.Distribution is { } options ? figure with { Distribution = new SortedDictionary<string, long>(options.ToDictionary(), StringComparer.Ordinal) } : figure;

    private static string Date(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
