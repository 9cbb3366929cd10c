using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the surveys service by which questionnaires are written and waves declared.</summary>
internal sealed class QuestionnairesClient(HttpClient http) : ServiceClient(http, ServiceNames.Surveys)
{
    /// <summary>Every version of every questionnaire.</summary>
    public async Task<IReadOnlyList<QuestionnaireVersion>> ListAsync(CancellationToken cancellationToken) =>
        (await GetAsync<ServicePage<QuestionnaireVersion>>("questionnaires", cancellationToken)).Items;

    /// <summary>One version.</summary>
    public async Task<Questionnaire> ReadAsync(string code, int version, CancellationToken cancellationToken) =>
        QuestionnaireJson.Read(await GetAsync<JsonElement>($"questionnaires/{Uri.EscapeDataString(code)}" + QueryText.Of(("version", Text(version))), cancellationToken));

    /// <summary>Withdraws a version from use.</summary>
    public Task<QuestionnaireVersion> WithdrawAsync(string code, int version, string reason, CancellationToken cancellationToken) =>
        PostAsync<QuestionnaireVersion>($"questionnaires/{Uri.EscapeDataString(code)}/versions/{Text(version)}/withdraw", new { reason }, cancellationToken);

    public Task<ServicePage<DraftLine>> ListDraftsAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<DraftLine>>("questionnaire-drafts" + QueryText.Of(("cursor", cursor)), cancellationToken);

    /// <summary>Begins a draft; the same key gives the same one.</summary>
    public async Task<Draft> CreateDraftAsync(Guid key, Questionnaire questionnaire, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "questionnaire-drafts") { Content = Content(questionnaire) };
        request.Headers.Add("Idempotency-Key", key.ToString());
        return await DraftAsync(request, cancellationToken);
    }

    public async Task<Draft> ReadDraftAsync(Guid id, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"questionnaire-drafts/{id}");
        return await DraftAsync(request, cancellationToken);
    }

    /// <summary>Puts another content in the place of the one that a person saw.</summary>
    public async Task<Draft> ChangeDraftAsync(Guid id, long revision, Questionnaire questionnaire, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"questionnaire-drafts/{id}") { Content = Content(questionnaire) };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{revision}\""));
        return await DraftAsync(request, cancellationToken);
    }

    /// <summary>What keeps a draft from being published.</summary>
    public Task<DraftVerdict> CheckDraftAsync(Guid id, CancellationToken cancellationToken) => GetAsync<DraftVerdict>($"questionnaire-drafts/{id}/check", cancellationToken);

    public Task<QuestionnaireVersion> PublishAsync(Guid id, long revision, CancellationToken cancellationToken) =>
        PostAsync<QuestionnaireVersion>($"questionnaire-drafts/{id}/publish", new { }, cancellationToken, ifMatch: $"\"{revision}\"");

    public Task<ServicePage<Wave>> ListWavesAsync(string? cursor, int pageSize, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<Wave>>("waves" + QueryText.Of(("cursor", cursor), ("pageSize", Text(pageSize))), cancellationToken);

    public Task<Wave> ReadWaveAsync(string code, CancellationToken cancellationToken) => GetAsync<Wave>($"waves/{Uri.EscapeDataString(code)}", cancellationToken);

    /// <summary>Declares a wave, or changes the one that a person saw.</summary>
    public async Task<Wave> WriteWaveAsync(string code, WaveContent content, EntityTagHeaderValue? seen, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"waves/{Uri.EscapeDataString(code)}") { Content = JsonContent.Create(content) };
        if (seen is not null) request.Headers.IfMatch.Add(seen);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await ReadAsync<Wave>(response, cancellationToken);
    }

    public Task<Wave> EndWaveAsync(string code, EntityTagHeaderValue seen, string reason, CancellationToken cancellationToken) =>
        PostAsync<Wave>($"waves/{Uri.EscapeDataString(code)}/end", new { reason }, cancellationToken, ifMatch: seen.ToString());

    private async Task<Draft> DraftAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        var answer = await ReadAsync<DraftAnswer>(response, cancellationToken);
        var revision = long.Parse(response.Headers.ETag!.Tag.Trim('"'), CultureInfo.InvariantCulture);
        return new Draft(answer.Id, revision, answer.ChangedAt, answer.PublishedAs, QuestionnaireJson.Read(answer.Questionnaire));
    }

    private static ByteArrayContent Content(Questionnaire questionnaire) =>
        new(QuestionnaireJson.Write(questionnaire)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record DraftAnswer(Guid Id, DateTimeOffset ChangedAt, int? PublishedAs, JsonElement Questionnaire);
}

/// <summary>A version of a questionnaire; <c>PublishedAt</c> is null for one of the catalogue's files.</summary>
internal sealed record QuestionnaireVersion(string Code, int Version, string? Title, DateTimeOffset? PublishedAt, DateTimeOffset? WithdrawnAt, bool Offered);

/// <summary>A draft in a list.</summary>
internal sealed record DraftLine(Guid Id, string Code, string Title, DateTimeOffset ChangedAt, string ChangedBy, int? PublishedAs);

/// <summary>A draft.</summary>
internal sealed record Draft(Guid Id, long Revision, DateTimeOffset ChangedAt, int? PublishedAs, Questionnaire Questionnaire);

/// <summary>What keeps a draft from being published.</summary>
internal sealed record DraftVerdict(bool Publishable, int NextVersion, IReadOnlyList<ServiceFieldError> Faults);

/// <summary>What a wave is declared with.</summary>
internal sealed record WaveContent(string Title, string Questionnaire, int Version, IReadOnlyList<string> Sites, string First, string Last, string Method, int? Target);

/// <summary>A wave.</summary>
internal sealed record Wave(
    string Code, string Title, string Etag, string Questionnaire, int Version, IReadOnlyList<string> Sites, DateOnly First, DateOnly Last, string Method, int? Target,
    string Status, string? Period, DateOnly? EndedOn, string? EndedReason);
