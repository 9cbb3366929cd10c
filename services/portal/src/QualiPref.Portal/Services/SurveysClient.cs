using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the surveys service that pages make.</summary>
internal sealed partial class SurveysClient(HttpClient http) : ServiceClient(http, ServiceNames.Surveys)
{
    // A file holds weeks of answers, each of which is judged and stored.
    private static readonly TimeSpan ImportBudget = TimeSpan.FromSeconds(60);

    /// <summary>Kiosks, or those that are used no more.</summary>
    public Task<ServicePage<ListedKiosk>> ListKiosksAsync(string? site, bool retired, string? cursor, int pageSize, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<ListedKiosk>>("kiosks" + QueryText.Of(("site", site), ("retired", retired ? "true" : null), ("cursor", cursor), ("pageSize", Text(pageSize))), cancellationToken);

    public Task<ListedKiosk> ReadKioskAsync(Guid kiosk, CancellationToken cancellationToken) => GetAsync<ListedKiosk>($"kiosks/{kiosk}", cancellationToken);

    /// <summary>Creates a kiosk; the same key gives the same one, with a new code and PIN until it is enrolled.</summary>
    public Task<KioskCode> CreateKioskAsync(Guid key, string site, string label, CancellationToken cancellationToken) =>
        PostAsync<KioskCode>("kiosks", new { site, label }, cancellationToken, idempotencyKey: key.ToString());

    /// <summary>A new code for a kiosk whose device is replaced.</summary>
    public Task<KioskCode> RenewCodeAsync(Guid kiosk, CancellationToken cancellationToken) =>
        PostAsync<KioskCode>($"kiosks/{kiosk}/enrolment-code", new { }, cancellationToken);

    /// <summary>A new PIN for the agents' page of a kiosk.</summary>
    public async Task<string> ChangePinAsync(Guid kiosk, CancellationToken cancellationToken) =>
        (await PostAsync<KioskCode>($"kiosks/{kiosk}/pin", new { }, cancellationToken)).Pin!;

    public Task RenameKioskAsync(Guid kiosk, string label, CancellationToken cancellationToken) => PostAsync($"kiosks/{kiosk}/rename", new { label }, cancellationToken);

    public Task RetireKioskAsync(Guid kiosk, string reason, CancellationToken cancellationToken) => PostAsync($"kiosks/{kiosk}/retire", new { reason }, cancellationToken);

    public Task WriteOffAsync(Guid kiosk, int enrolment, long from, long to, string reason, CancellationToken cancellationToken) =>
        PostAsync($"kiosks/{kiosk}/write-off", new { enrolment, from, to, reason }, cancellationToken);

    /// <summary>Hands in the file that a device exported, as it came, since written anew it could be longer than what the service takes: a result for each answer, in their order.</summary>
    public async Task<IReadOnlyList<ImportedAnswer>> ImportAsync(Guid kiosk, byte[] file, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return (await PostAsync<ImportedFile>($"kiosks/{kiosk}/import", content, ImportBudget, idempotencyKey: null, cancellationToken)).Items;
    }

    /// <summary>Answers that wait for a decision, by cause, site and kiosk.</summary>
    public Task<AsideGroups> GroupSetAsideAsync(string? site, CancellationToken cancellationToken) =>
        GetAsync<AsideGroups>("responses/set-aside" + QueryText.Of(("site", site)), cancellationToken);

    public Task<ServicePage<KeptResponse>> ListSetAsideAsync(AsideFilter filter, string? cursor, int pageSize, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<KeptResponse>>(
            "responses" + QueryText.Of(("status", "setAside"), ("site", filter.Site), ("kiosk", filter.Kiosk?.ToString()), ("code", filter.Code), ("cursor", cursor), ("pageSize", Text(pageSize))),
            cancellationToken);

    /// <summary>Decides about answers that were set aside.</summary>
    /// <param name="decision"><c>accept</c> or <c>discard</c>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="ids">The answers.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<DecidedTogether> DecideAsync(string decision, string reason, IEnumerable<Guid> ids, CancellationToken cancellationToken) =>
        PostAsync<DecidedTogether>("responses/decide", new { decision, reason, items = ids.Select(id => new { id }) }, cancellationToken);

    /// <summary>Decides about the answers of a group that somebody has looked at.</summary>
    public Task<DecidedTogether> DecideAsync(string decision, string reason, AsideFilter group, DateTimeOffset until, CancellationToken cancellationToken) =>
        PostAsync<DecidedTogether>("responses/decide", new { decision, reason, group = new { code = group.Code, site = group.Site, kiosk = group.Kiosk, until } }, cancellationToken);

    /// <summary>A version of a questionnaire.</summary>
    public async Task<Questionnaire> ReadQuestionnaireAsync(string code, int version, CancellationToken cancellationToken) =>
        QuestionnaireJson.Read(await GetAsync<JsonElement>($"questionnaires/{Uri.EscapeDataString(code)}" + QueryText.Of(("version", Text(version))), cancellationToken));

    /// <summary>The questionnaire that a site asks today.</summary>
    public async Task<Questionnaire> ReadAskedAsync(string site, CancellationToken cancellationToken)
    {
        var asked = await GetAsync<AskedQuestionnaire>($"sites/{Uri.EscapeDataString(site)}/questionnaire", cancellationToken);
        return await ReadQuestionnaireAsync(asked.Questionnaire, asked.Version, cancellationToken);
    }

    /// <summary>Hands in one answer; the same under the same id counts once.</summary>
    public Task<SubmittedResponse> AnswerAsync(Guid id, object answer, CancellationToken cancellationToken) =>
        PutAsync<SubmittedResponse>($"responses/{id}", answer, cancellationToken);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Which version of which questionnaire a site asks.</summary>
internal sealed record AskedQuestionnaire(string Questionnaire, int Version);

/// <summary>What became of an answer: <c>accepted</c>, <c>duplicate</c> or <c>setAside</c>.</summary>
internal sealed record SubmittedResponse(Guid Id, string Result);
