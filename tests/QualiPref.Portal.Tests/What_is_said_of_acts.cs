using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints;
using QualiPref.Indicators;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Hosting;
using QualiPref.Portal.Access;
using QualiPref.Portal.Wording;
using QualiPref.Reporting;
using QualiPref.Surveys;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>Every act that a call notes in an audit log has words of its own in the journal.</summary>
public sealed class What_is_said_of_acts
{
    [Fact]
    public async Task Every_act_that_there_is_has_its_words()
    {
        // Never started: neither database nor broker is asked.
        await using var app = QualiPrefHost.Build(
            ["--QUALIPREF_MONGO", "mongodb://127.0.0.1:9", "--QUALIPREF_RABBITMQ", "", "--QualiPref:Identity:KeysPath", TestKeys.Folder],
            new SurveysModule(), new ComplaintsModule(), new IndicatorsModule(), new ReportingModule(), new PortalModule());
        var acts = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)
            .Select(endpoint => endpoint.Metadata.GetMetadata<AuditAct>()).OfType<AuditAct>().Distinct().ToList();
        Assert.NotEmpty(acts);
        Assert.All(acts, act => Assert.True(AuditWords.Act(Of(act)) != act.Name, $"{act.Name} has no words."));
    }

    [Theory]
    [InlineData("portal", "Journal du portail")]
    [InlineData("complaints", "Journal des réclamations")]
    public void The_log_of_each_service_is_named(string service, string words) =>
        Assert.Equal(words, AuditWords.Subject(service, Of(new AuditAct(AuditKinds.Read, "audit.search")) with { On = AuditSubject.Of("audit", service) }, new Names([], null!, TimeProvider.System)));

    private static AuditItem Of(AuditAct act) =>
        new(1, Guid.NewGuid(), default, act.Kind, act.Name, AuditActor.Unknown, AuditSubject.Of("case", Guid.NewGuid()), [], new Dictionary<string, string>(), "", "");
}
