using System.Text;
using QualiPref.Bench.Running;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Bench.Load;

/// <summary>Which random answers are prepared for whom, and how they are sent.</summary>
internal sealed record AnswerMix
{
    // Of four hundred requests eight correct an answer (it is withdrawn, another is given in its place) and four only withdraw one.
    private const double Corrected = 0.02, Voided = 0.01, FromKiosk = 0.4, OnPaper = 0.2;
    private const int FirstHour = 8, Hours = 9;

    public required Catalogue Catalogue { get; init; }

    public required BenchNetwork Network { get; init; }

    /// <summary>A token of every role of staff.</summary>
    public required string Token { get; init; }

    public required int Seed { get; init; }

    /// <summary>Local days on which they were given, one as likely as another; null for today, where web answers come from the public.</summary>
    public IReadOnlyList<DateOnly>? Days { get; init; }

    /// <summary>Answers of one request; those that are withdrawn, and those in their place, come by themselves.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Whether some are withdrawn and corrected at a site, by its index. Not where nothing is stored.</summary>
    public Func<int, bool> MayBeWithdrawn { get; init; } = _ => true;

    /// <summary>Prepares requests that carry so many answers together.</summary>
    public RequestFile Prepare(int answers)
    {
        var (random, requests) = (new Random(Seed), new List<Request>(answers));
        var made = new RandomAnswers(random, Catalogue);
        for (var left = answers; left > 0;)
        {
            var place = Pick(random);
            var fate = MayBeWithdrawn(place.Site) ? random.NextDouble() : 1;
            if (fate < Corrected + Voided || BatchSize == 1)
            {
                requests.Add(Single(made, random, place, isWithdrawn: fate < Corrected + Voided));
                left--;
                if (fate >= Corrected || left == 0) continue;
                requests.Add(Single(made, random, place, isWithdrawn: false));
                left--;
                continue;
            }
            var items = Math.Min(BatchSize, left);
            requests.Add(Batch(made, random, place, items));
            left -= items;
        }
        return new RequestFile(requests, Withdrawal());
    }

    private Place Pick(Random random)
    {
        var channel = random.NextDouble();
        if (channel < FromKiosk && Network.Kiosks.Count > 0)
        {
            var kiosk = random.Next(Network.Kiosks.Count);
            return new Place(Network.IndexOf(Network.Kiosks[kiosk].Site), "kiosk", kiosk);
        }
        return new Place(random.Next(Network.Sites.Count), channel < FromKiosk + OnPaper ? "paper" : "web", -1);
    }

    private Request Single(RandomAnswers made, Random random, Place place, bool isWithdrawn)
    {
        // An abandoned answer never counts, and cannot be withdrawn.
        var answer = made.Next(SourceOf(place), When(random), isWhole: isWithdrawn);
        return Request($"PUT /api/surveys/v1/responses/{RandomAnswers.NoId}", place, answer.Json.Span, answer.IsExpressed ? 1 : 0, isWithdrawn);
    }

    private Request Batch(RandomAnswers made, Random random, Place first, int items)
    {
        var (body, expressed) = (new MemoryStream(items * 512), 0);
        body.Write("{\"items\":["u8);
        for (var i = 0; i < items; i++)
        {
            // A kiosk hands in its own; whoever types has slips of every site.
            var place = i == 0 || first.Kiosk >= 0 ? first : first with { Site = random.Next(Network.Sites.Count) };
            var answer = made.Next(SourceOf(place), When(random), withId: true);
            if (i > 0) body.WriteByte((byte)',');
            body.Write(answer.Json.Span);
            if (answer.IsExpressed) expressed++;
        }
        body.Write("]}"u8);
        return Request("POST /api/surveys/v1/responses/batch", first, body.ToArray(), expressed, isWithdrawn: false, isBatch: true);
    }

    private Request Withdrawal() => Request($"POST /api/surveys/v1/responses/{RandomAnswers.NoId}/void", new Place(0, "paper", -1), "{\"reason\":\"Fiche saisie par erreur\"}"u8, 0, false, ifMatch: "If-Match: \"1\"\r\n");

    private Request Request(string line, Place place, ReadOnlySpan<byte> body, int expressed, bool isWithdrawn, bool isBatch = false, string ifMatch = "")
    {
        var token = place.Kiosk >= 0 ? Network.Kiosks[place.Kiosk].AccessToken : place.Channel == "web" && Days is null && !isBatch ? null : Token;
        var authorization = token is null ? "" : $"Authorization: Bearer {token}\r\n";
        var head = $"{line} HTTP/1.1\r\nHost: 127.0.0.1\r\n{authorization}{ifMatch}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        byte[] bytes = [.. Encoding.ASCII.GetBytes(head), .. body];
        return new Request(bytes, (short)place.Site, expressed, isWithdrawn, OffsetsOf(bytes, Encoding.ASCII.GetBytes(RandomAnswers.NoId), 0), place.Kiosk,
            OffsetsOf(bytes, Encoding.ASCII.GetBytes($"\"sequence\":{RandomAnswers.NoSequence}"), "\"sequence\":".Length));
    }

    private static int[] OffsetsOf(byte[] bytes, byte[] what, int after)
    {
        var offsets = new List<int>();
        for (var at = 0; bytes.AsSpan(at).IndexOf(what) is >= 0 and var found; at += found + what.Length) offsets.Add(at + found + after);
        return [.. offsets];
    }

    private AnswerSource SourceOf(Place place) => new(Network.Sites[place.Site], place.Channel, place.Kiosk < 0 ? null : (Network.Kiosks[place.Kiosk].Kiosk, Network.Kiosks[place.Kiosk].Enrolment));

    // Well inside of the day in the zone of every site; today just before now.
    private DateTimeOffset When(Random random)
    {
        if (Days is null) return TimeProvider.System.GetUtcNow();
        return new DateTimeOffset(Days[random.Next(Days.Count)], new TimeOnly(FirstHour, 0), TimeSpan.Zero).AddSeconds(random.Next(Hours * 3600));
    }

    private readonly record struct Place(int Site, string Channel, int Kiosk);
}
