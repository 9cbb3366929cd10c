using System.Security.Cryptography.X509Certificates;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Sending;

public sealed class Protecting_the_connection(RealEngine engine) : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pem");

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(MailPeer.Password, "handedOver", null)]
    [InlineData("un autre", "queued", "authRefused")]
    public async Task Starts_TLS_with_a_server_of_a_known_authority_and_says_who_it_is(string password, string state, string? fault)
    {
        using var certificate = SelfSigned.Certificate();
        await File.WriteAllTextAsync(_file, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        var delivery = await SentAsync(certificate, state, $"--QualiPref:Complaints:Mail:CaFile={_file}", $"--QualiPref:Complaints:Mail:User={MailPeer.User}", $"--QualiPref:Complaints:Mail:Password={password}");
        Assert.Equal(fault, delivery.LastDelivery()!.Text("fault"));
    }

    [Fact]
    public async Task Hands_nothing_over_to_a_server_of_an_unknown_authority()
    {
        using var certificate = SelfSigned.Certificate();
        Assert.Equal("tlsFailed", (await SentAsync(certificate, "queued")).LastDelivery()!.Text("fault"));
    }

    [Fact]
    public async Task Hands_nothing_over_in_the_clear_where_TLS_is_wanted()
    {
        Assert.Equal("tlsFailed", (await SentAsync(null, "queued")).LastDelivery()!.Text("fault"));
    }

    private async Task<Known> SentAsync(X509Certificate2? certificate, string state, params string[] more)
    {
        await using var peer = await MailPeer.StartAsync(certificate);
        await using var service = await RunningComplaints.StartAsync(engine, [.. peer.Settings(security: "StartTls"), .. more]);
        var known = await service.AnsweredAsync();
        service.PassTakeBack();
        known = await service.BecomesAsync(known.Id, state, attempts: 1);
        Assert.Equal(state == "handedOver" ? 1 : 0, peer.Taken.Count);
        return known;
    }
}
