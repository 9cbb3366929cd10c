using System.Net;
using System.Text.Json.Nodes;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Catalogue;
using QualiPref.Statistics;
using QualiPref.Tool.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Checking;

/// <summary>
/// Sends one answer as the public does, waits until it is behind a figure of its site, and withdraws it. It is known by its id, which begins with <c>7e577e57</c>, and by
/// its comment, and says « not concerned » wherever the questionnaire lets it: no rate moves.
/// </summary>
/// <param name="session">What the command works with.</param>
/// <param name="within">How long the figure may take.</param>
internal sealed class TestAnswer(Session session, TimeSpan within)
{
    private const string Part = "test answer", FigurePart = "figure", Comment = "Essai de l'exploitation (qualipref check)";
    private const uint Mark = 0x7e57_7e57;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly Guid _id = Marked(Guid.NewGuid());

    /// <summary>Sends it to a site, the first of the catalogue when none is named, and looks what becomes of it.</summary>
    public async Task<IReadOnlyList<Finding>> SendAsync(string? site, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        try
        {
            var (where, indicator) = await ChooseAsync(site, cancellationToken);
            var date = await HandInAsync(where.Code, indicator, cancellationToken);
            findings.Add(Finding.Ok(Part, $"{_id} was taken at {where.Code}."));
            if (session.Credentials.AreThere) findings.AddRange(await FollowAsync(where.Code, indicator.Code, date, cancellationToken));
            else findings.Add(Finding.Skipped(FigurePart, $"Nobody without a token reads figures: whether it is counted was not looked at, and it stays. {session.Credentials.Description}"));
        }
        catch (Failure failure)
        {
            findings.Add(Finding.Failed(findings.Count == 0 ? Part : FigurePart, failure.Message));
        }
        return findings;
    }

    private async Task<(SiteView Site, IndicatorDefinition Indicator)> ChooseAsync(string? site, CancellationToken cancellationToken)
    {
        var catalogue = await session.Api.ReadCatalogueAsync(cancellationToken);
        var where = site is null ? catalogue.Sites[0] : catalogue.Sites.FirstOrDefault(one => one.Code == site) ?? throw Failure.WrongUse($"There is no site '{Plain.Line(site)}' in the catalogue.");
        var indicator = (await session.Api.ReadDefinitionsAsync(cancellationToken)).FirstOrDefault(one =>
            one.Kind == IndicatorKind.SatisfactionRate && (one.Module is null || where.Modules.Any(module => module.Code == one.Module)));
        return (where, indicator ?? throw Failure.Wrong($"No satisfaction rate of the catalogue is retained at {where.Code}: name another site with --site."));
    }

    // Through the portal where it is known, as whoever answers comes.
    private async Task<string> HandInAsync(string site, IndicatorDefinition indicator, CancellationToken cancellationToken)
    {
        var at = session.Settings.Portal;
        var questionnaire = await session.Api.ReadAsync<Questionnaire>(Call.Get(ServiceNames.Surveys, $"questionnaires/{indicator.Questionnaire}") with { IsPublic = true, At = at }, cancellationToken);
        session.Screen.Note($"Sending the test answer {_id} to {site}…");
        var call = new Call(HttpMethod.Put, ServiceNames.Surveys, $"responses/{_id}") { Body = BodyOf(site, questionnaire, indicator), IsPublic = true, At = at };
        var answer = await session.Api.SendAsync(call, cancellationToken);
        var taken = answer.As<Submission>();
        return answer.Status == HttpStatusCode.Accepted ? throw Failure.Wrong($"{_id} was kept and does not count: {taken.Detail} ({taken.Code})") : taken.Date;
    }

    private JsonObject BodyOf(string site, Questionnaire questionnaire, IndicatorDefinition indicator) => new()
    {
        ["site"] = site,
        ["questionnaire"] = questionnaire.Code,
        ["version"] = questionnaire.Version,
        ["channel"] = "web",
        ["language"] = questionnaire.Languages[0],
        ["outcome"] = "complete",
        ["answeredAt"] = session.Time.GetUtcNow().ToString("O"),
        ["comment"] = Comment,
        ["answers"] = new JsonObject(questionnaire.Questions.Where(question => question.Required || question.Code == indicator.Question)
            .Select(question => KeyValuePair.Create(question.Code, Choice(question, indicator)))),
    };

    private static JsonNode? Choice(SurveyQuestion question, IndicatorDefinition indicator)
    {
        if (question.Type == QuestionType.Text) return Comment;
        var options = question.Options.Select(option => option.Code).ToList();
        var chosen = options.FirstOrDefault(indicator.ExcludedOptions.Contains) ?? options[0];
        return question.Type == QuestionType.MultiChoice ? new JsonArray(chosen) : chosen;
    }

    private async Task<IReadOnlyList<Finding>> FollowAsync(string site, string indicator, string date, CancellationToken cancellationToken)
    {
        var started = session.Time.GetTimestamp();
        var figures = await session.Api.ReadAsync<ListPage<FigureName>>(
            Call.Get(ServiceNames.Indicators, $"figures?site={Uri.EscapeDataString(site)}&period={date}..{date}&indicator={indicator}"), cancellationToken);
        var sources = $"figures/{Uri.EscapeDataString(figures.Items[0].Id)}/sources";
        using var pause = new PeriodicTimer(Look, session.Time);
        do
        {
            if ((await session.Api.ListAsync<Source>(ServiceNames.Indicators, sources, cancellationToken)).FirstOrDefault(one => one.Id == _id) is { } counted)
            {
                var took = session.Time.GetElapsedTime(started);
                await WithdrawAsync(counted.Version, cancellationToken);
                return [Finding.Ok(FigurePart, FormattableString.Invariant($"It is behind {indicator} of {site} after {took.TotalSeconds:0.0} s, and was withdrawn."))];
            }
        }
        while (session.Time.GetElapsedTime(started) < within && await pause.WaitForNextTickAsync(cancellationToken));
        return [Finding.Failed(FigurePart, $"After {within.TotalSeconds} s {_id} is not behind {indicator} of {site}: `qualipref lag` and `qualipref faults list` say where it may be. It was not withdrawn.")];
    }

    private Task<Answer> WithdrawAsync(int version, CancellationToken cancellationToken) => session.Api.SendAsync(
        Call.Post(ServiceNames.Surveys, $"responses/{_id}/void", new { reason = Comment }) with { IfMatch = $"\"{version}\"" }, cancellationToken);

    private static Guid Marked(Guid random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.TryWriteBytes(bytes, bigEndian: true, out _);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, Mark);
        return new Guid(bytes, bigEndian: true);
    }

    private sealed record Submission(string Date, string? Code, string? Detail);

    private sealed record FigureName(string Id);

    private sealed record Source(Guid Id, int Version);
}
