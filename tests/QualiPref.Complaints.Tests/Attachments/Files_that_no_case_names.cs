using System.Net;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Platform.Identity;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Complaints.Tests.Attachments;

/// <summary>What an agent may hand in: ids of cases are anybody's to invent.</summary>
public sealed class Files_that_no_case_names(SharedComplaints shared, RealEngine engine) : IClassFixture<SharedComplaints>
{
    private const int Megabyte = 1024 * 1024, MostOfADay = 250 * Megabyte, MostFilesOfADay = 200;

    private readonly string _agent = $"Agent {Guid.NewGuid()}";

    private RunningComplaints Service => shared.Service;

    private HttpClient Agent => AgentOf(Service, _agent);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Are_taken_of_an_agent_at_the_site_of_the_case_where_it_is_there_and_under_any_id_before()
    {
        var known = await Service.Handler.FiledAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await Service.As("agent", "91-ETAMPES").TryAttachAsync(Guid.Parse(known.Id), "scan.pdf", SampleFiles.Pdf)).StatusCode);
        Assert.Equal(0, await Service.Storage.Files.CountDocumentsAsync(one => one.Metadata.Case == Guid.Parse(known.Id), cancellationToken: Token));
        Assert.Equal(HttpStatusCode.Created, (await Service.As("agent", "91-EVRY").TryAttachAsync(Guid.Parse(known.Id), "scan.pdf", SampleFiles.Pdf)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await Service.As("agent", "91-ETAMPES").TryAttachAsync(Guid.NewGuid(), "scan.pdf", SampleFiles.Pdf)).StatusCode);
    }

    [Fact]
    public async Task Are_bounded_in_bytes_for_each_agent_whatever_cases_they_are_for()
    {
        await HoldAsync(files: 10, bytes: (MostOfADay - 100) / 10);

        await (await Agent.TryAttachAsync(Guid.NewGuid(), "scan.jpg", SampleFiles.JpegOf(500))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "039");

        // What others hand in is not theirs, and neither is what a person does.
        Assert.Equal(HttpStatusCode.Created, (await AgentOf(Service, "Une autre personne d'essai").TryAttachAsync(Guid.NewGuid(), "scan.jpg", SampleFiles.JpegOf(500))).StatusCode);
        var id = Guid.NewGuid();
        Assert.Equal(HttpStatusCode.Created, (await Agent.TryAttachAsync(id, "scan.jpg", SampleFiles.JpegOf(500), Service.ProofOf(id))).StatusCode);
    }

    [Fact]
    public async Task Are_bounded_in_number_and_for_a_day()
    {
        await HoldAsync(MostFilesOfADay - 1, bytes: 1, TimeSpan.FromHours(23));
        await HoldAsync(files: 1, bytes: 1, TimeSpan.FromHours(24).Add(TimeSpan.FromMinutes(1)));

        Assert.Equal(HttpStatusCode.Created, (await Agent.TryAttachAsync(Guid.NewGuid(), "scan.pdf", SampleFiles.Pdf)).StatusCode);
        await (await Agent.TryAttachAsync(Guid.NewGuid(), "scan.pdf", SampleFiles.Pdf)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "039");
    }

    [Fact]
    public async Task Make_place_once_a_case_names_them()
    {
        var (filed, added) = (Guid.NewGuid(), await Service.Handler.FiledAsync());
        await HoldAsync(MostFilesOfADay - 2, bytes: 1);
        var first = await (await Agent.TryAttachAsync(filed, "scan.pdf", SampleFiles.Pdf)).ReadAsync(HttpStatusCode.Created);
        var second = await (await Agent.TryAttachAsync(Guid.Parse(added.Id), "scan.pdf", SampleFiles.Pdf)).ReadAsync(HttpStatusCode.Created);
        await (await Agent.TryAttachAsync(Guid.NewGuid(), "scan.pdf", SampleFiles.Pdf)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "039");

        await (await Agent.FileAsync(Requests.Filing(("id", filed.ToString()), ("attachments", new JsonArray(first.Text("id")))))).ReadAsync(HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.Created, (await Agent.TryAttachAsync(Guid.NewGuid(), "scan.pdf", SampleFiles.Pdf)).StatusCode);
        await (await Agent.TryAttachAsync(Guid.NewGuid(), "scan.pdf", SampleFiles.Pdf)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "039");

        await Service.Handler.DoAsync(added, "add-files", new { attachments = new[] { second.Text("id") } });
        Assert.Equal(HttpStatusCode.Created, (await Agent.TryAttachAsync(Guid.NewGuid(), "scan.pdf", SampleFiles.Pdf)).StatusCode);
    }

    [Fact]
    public async Task Are_counted_from_an_index_alone()
    {
        await using var queries = new HeardQueries(engine);
        await using var service = await RunningComplaints.StartAsync(engine, queries);
        await HoldAsync(service, files: 50, bytes: 1);

        await (await AgentOf(service, _agent).TryAttachAsync(Guid.NewGuid(), "scan.pdf", SampleFiles.Pdf)).ReadAsync(HttpStatusCode.Created);

        var plan = await queries.PlanAsync(Assert.Single(queries.Of("attachments.files"), find => find.GetValue("filter", "").ToString()!.Contains("metadata.agent", StringComparison.Ordinal)), Token);
        Assert.Equal(["agent"], plan.Indexes);
        Assert.Equal(0, plan.Read);
    }

    private static HttpClient AgentOf(RunningComplaints service, string name) => service.With(ServiceHost.TokenOf([Roles.Handler], ["*"], name));

    private Task HoldAsync(int files, long bytes, TimeSpan? age = null) => HoldAsync(Service, files, bytes, age);

    // As it is stored, without bytes: nobody reads them here.
    private Task HoldAsync(RunningComplaints service, int files, long bytes, TimeSpan? age = null) => service.Storage.Files.InsertManyAsync(Enumerable.Range(0, files).Select(_ =>
    {
        var id = Guid.CreateVersion7();
        return new StoredFile
        {
            Id = id,
            Metadata = new FileMetadata
            {
                Case = Guid.NewGuid(),
                Loose = true,
                Agent = _agent,
                Attachment = new Attachment
                {
                    Id = id,
                    Name = "scan.pdf",
                    MediaType = "application/pdf",
                    Bytes = bytes,
                    Digest = id.ToString("N"),
                    State = AttachmentState.NotScanned,
                    At = (service.Time.GetUtcNow() - (age ?? TimeSpan.Zero)).UtcDateTime,
                    From = AttachmentSource.Handler,
                },
            },
        };
    }), cancellationToken: Token);
}
