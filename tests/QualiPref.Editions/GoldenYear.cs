using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Platform.Identity;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Editions;

/// <summary>
/// Fills a system with a small synthetic year and the one before it, freezes the year's report, lets late answers, withdrawals and corrections
/// come, and freezes it again: every kind of fact, in present and past versions.
/// </summary>
internal sealed class GoldenYear(HttpClient http, OperatorTokens tokens, TimeProvider clock)
{
    private const int Seed = 2013, Partial = 20, Withdrawn = 20, Corrected = 20;

    private readonly Identities _identities = new(http, (_, name) => tokens.Of(name));
    private readonly DateOnly _today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
    private readonly int _year = clock.GetLocalNow().Year - 1;

    /// <summary>Does all of it.</summary>
    /// <returns>The editions, oldest first.</returns>
    /// <exception cref="InvalidOperationException">A call was refused, or an edition did not verify.</exception>
    public async Task<IReadOnlyList<GoldenEdition>> FreezeAsync(CancellationToken cancellation)
    {
        foreach (var kiosk in SyntheticNetwork.Essonne.Sites.SelectMany(site => site.Kiosks))
            await _identities.EnrolAsync(kiosk.Site, kiosk.Label, cancellation);
        await SendAsync(YearOf(_year, Seed, answers: 2_000, complaints: 300), cancellation);
        await SendAsync(YearOf(_year - 1, Seed + 1, answers: 0, complaints: 200), cancellation);
        await AnswerPartlyAsync(cancellation);
        await MeasureAsync(denominator: 1_000, version: 0, cancellation);
        var report = await CallAsync(HttpMethod.Post, "/api/reporting/v1/reports", new { network = "essonne", period = Text(_year), title = "Bilan annuel" }, cancellation);
        var path = $"/api/reporting/v1/reports/{report.GetProperty("id").GetString()}/freeze";
        var first = await EditionAsync(path, "first", cancellation);

        await SendAsync(YearOf(_year, Seed + 2, answers: 200, complaints: 30), cancellation);
        await WithdrawAnswersAsync(cancellation);
        await CorrectCasesAsync(cancellation);
        await MeasureAsync(denominator: 1_100, version: 1, cancellation);
        var second = await EditionAsync(path, "second", cancellation);
        return [await VerifyAsync(first, cancellation), await VerifyAsync(second, cancellation)];
    }

    private SyntheticYearOptions YearOf(int year, int seed, int answers, int complaints) => new()
    {
        Seed = seed,
        Network = SyntheticNetwork.Essonne,
        Year = year,
        BatchedAnswers = answers * 9 / 10,
        SingleAnswers = answers / 10,
        Complaints = complaints,
        BatchSize = 100,
        LastDay = SyntheticYearOptions.LastDayOf(year, _today),
    };

    private async Task SendAsync(SyntheticYearOptions options, CancellationToken cancellation)
    {
        var sender = new ApiSender(http, _identities, clock);
        await sender.SendAsync(SyntheticYear.Chains(options), parallel: 8, cancellation);
        if (sender.Faults.Count > 0)
            throw new InvalidOperationException($"{sender.Faults.Count} requests were refused, the first: {sender.Faults.First()}");
    }

    /// <summary>Slips on which one question is answered, and not the one that is required.</summary>
    private async Task AnswerPartlyAsync(CancellationToken cancellation)
    {
        foreach (var number in Enumerable.Range(1, Partial))
        {
            var id = NameBasedUuid.Of(string.Create(CultureInfo.InvariantCulture, $"golden/partial/{_year}/{number}"));
            await CallAsync(HttpMethod.Put, $"/api/surveys/v1/responses/{id}", new
            {
                site = "91-EVRY",
                questionnaire = "accueil-general",
                version = 1,
                channel = "paper",
                outcome = "partial",
                answeredAt = string.Create(CultureInfo.InvariantCulture, $"{_year}-05-{number:00}T10:12:00+02:00"),
                answers = new { attente = number % 3 == 0 ? "peu-satisfait" : "satisfait" },
            }, cancellation);
        }
    }

    /// <summary>Types in lost calls of both years, or corrects those of a version.</summary>
    private async Task MeasureAsync(int denominator, long version, CancellationToken cancellation)
    {
        foreach (var (year, month) in from year in new[] { _year - 1, _year } from month in Enumerable.Range(1, 12) select (year, month))
        {
            var id = NameBasedUuid.Of(string.Create(CultureInfo.InvariantCulture, $"golden/measurement/{year}/{month}"));
            var body = new
            {
                indicator = "phone.lostCalls",
                site = "91-EVRY",
                month = $"{year}-{month:00}",
                numerator = 60 + (7 * month % 40),
                denominator,
                source = "Autocommutateur",
            };
            await CallAsync(HttpMethod.Put, $"/api/indicators/v1/measurements/{id}", body, cancellation, ifMatch: version == 0 ? null : EtagOf(version));
        }
    }

    private async Task WithdrawAnswersAsync(CancellationToken cancellation)
    {
        var answers = await CallAsync(HttpMethod.Get, $"/api/surveys/v1/responses?site=91-EVRY&period={_year}&status=counted&pageSize={Withdrawn}", null, cancellation);
        foreach (var answer in answers.GetProperty("items").EnumerateArray())
            await CallAsync(HttpMethod.Post, $"/api/surveys/v1/responses/{answer.GetProperty("id").GetString()}/void", new { reason = "Double saisie" }, cancellation,
                ifMatch: answer.GetProperty("etag").GetString());
    }

    /// <summary>Half of the cases go to another channel, half to the day before; each was received in the year.</summary>
    private async Task CorrectCasesAsync(CancellationToken cancellation)
    {
        var cases = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await CallAsync(HttpMethod.Get, $"/api/complaints/v1/complaints?site=91-EVRY&pageSize=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", null, cancellation);
            cases.AddRange(page.GetProperty("items").EnumerateArray().Where(one => ReceivedOn(one).Year == _year && ReceivedOn(one).DayOfYear > 1));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        foreach (var (index, one) in cases.Take(Corrected).Index())
        {
            object body = index % 2 == 0
                ? new { channel = "phone", reason = "Canal mal saisi" }
                : new { receivedOn = ReceivedOn(one).AddDays(-1).ToString("O", CultureInfo.InvariantCulture), reason = "Cachet de la poste" };
            await CallAsync(HttpMethod.Post, $"/api/complaints/v1/complaints/{one.GetProperty("id").GetString()}/correct", body, cancellation,
                ifMatch: EtagOf(one.GetProperty("version").GetInt64()));
        }
    }

    private static DateOnly ReceivedOn(JsonElement one) => DateOnly.ParseExact(one.GetProperty("receivedOn").GetString()!, "O", CultureInfo.InvariantCulture);

    private async Task<string> EditionAsync(string path, string key, CancellationToken cancellation)
    {
        var edition = await DoneAsync(await CallAsync(HttpMethod.Post, path, new { }, cancellation, key: key), cancellation);
        return (edition.TryGetProperty("edition", out var id) ? id : edition.GetProperty("id")).GetString()!;
    }

    private async Task<GoldenEdition> VerifyAsync(string edition, CancellationToken cancellation)
    {
        var outcome = await DoneAsync(await CallAsync(HttpMethod.Post, $"/api/reporting/v1/editions/{edition}/verify", null, cancellation), cancellation);
        return outcome.GetProperty("verified").GetBoolean()
            ? new GoldenEdition(edition, outcome.GetProperty("figures").GetInt32(), outcome.GetProperty("facts").GetInt64())
            : throw new InvalidOperationException($"Edition {edition} does not verify: {outcome}");
    }

    /// <summary>The answer itself, or the result of the operation that a busy machine answers instead.</summary>
    private async Task<JsonElement> DoneAsync(JsonElement answer, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (answer.TryGetProperty("progress", out _))
        {
            if (answer.GetProperty("status").GetString() == "failed")
                throw new InvalidOperationException($"The operation has failed: {answer}");
            if (answer.GetProperty("status").GetString() == "succeeded")
                return answer.GetProperty("result");
            await timer.WaitForNextTickAsync(cancellation);
            answer = await CallAsync(HttpMethod.Get, $"/api/reporting/v1/operations/{answer.GetProperty("id").GetString()}", null, cancellation);
        }
        return answer;
    }

    private async Task<JsonElement> CallAsync(
        HttpMethod method, string path, object? body, CancellationToken cancellation, string? key = null, string? ifMatch = null)
    {
        using var message = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: Json.Options) };
        message.Headers.Authorization = _identities.Staff("quality");
        if (key is not null)
            message.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            message.Headers.IfMatch.Add(new EntityTagHeaderValue(ifMatch));
        using var reply = await http.SendAsync(message, cancellation);
        var text = await reply.Content.ReadAsStringAsync(cancellation);
        return reply.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidOperationException($"{method} {path}: {(int)reply.StatusCode} {text}");
    }

    private static string EtagOf(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
}
