using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using QualiPref.Testing;

namespace QualiPref.Images.Tests;

/// <summary>
/// The chart names two folders of certificates in <c>SSL_CERT_DIR</c>, those of the image and those of <c>trust</c>. Here each holds another authority: the
/// database's certificate is of the one, the broker's of the other.
/// </summary>
[Long]
[Collection(Played.Name)]
public sealed class Believing_private_authorities(PlayedChart chart)
{
    private const string BothFolders = "/etc/ssl/certs:/etc/qualipref/trust";

    [Fact]
    public async Task Both_folders_are_read()
    {
        await using var surveys = await StartAsync(BothFolders, "broker.example");
        await surveys.IsReadyAsync();
    }

    [Theory]
    [InlineData("/etc/ssl/certs", "broker.example")]
    [InlineData(BothFolders, "other.example")]
    public async Task Another_authority_or_another_name_is_not_believed(string folders, string broker)
    {
        await using var surveys = await StartAsync(folders, broker);
        await Eventually.ReadsAsync("its log says so", _ => surveys.LogAsync(), log => log.Contains("AuthenticationException", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        await Eventually.ReadsAsync("it says that it is not ready", async cancellation =>
        {
            using var answer = await http.GetAsync(new Uri($"{Lonely.Url}/ready"), cancellation);
            return answer.StatusCode;
        }, status => status == HttpStatusCode.ServiceUnavailable, cancellationToken: TestContext.Current.CancellationToken);
    }

    private Task<Lonely> StartAsync(string folders, string broker) => Lonely.StartAsync("surveys",
        new Dictionary<string, string>
        {
            ["QUALIPREF_MONGO"] = $"mongodb://database.example:{DoorWithTls("database", chart.Database)}/{chart.Database.Split('/')[^1]}&tls=true",
            ["QUALIPREF_RABBITMQ"] = $"amqps://guest:guest@{broker}:{DoorWithTls("broker", chart.Broker)}/",
            ["QualiPref__Storage__DatabasePrefix"] = "private",
            ["QualiPref__Identity__KeysPath"] = "/etc/qualipref/keys",
            ["SSL_CERT_DIR"] = folders,
        },
        "--volume", "/run/tls/database:/etc/ssl/certs:ro", "--volume", "/run/tls/broker:/etc/qualipref/trust:ro",
        "--add-host", $"database.example:{PlayedChart.Gateway}", "--add-host", $"{broker}:{PlayedChart.Gateway}");

    // An authority of its own in a folder of its own, and a certificate of it before the server behind an address.
    private int DoorWithTls(string name, string behind)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Podman.Root, "run", "tls", name)).FullName;
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Authority of the {name}", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllText(Path.Combine(folder, "authority.pem"), authority.ExportCertificatePem());

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest($"CN={name}.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName($"{name}.example");
        server.CertificateExtensions.Add(names.Build());
        using var certificate = server.Create(authority, now.AddDays(-1), now.AddDays(29), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(Podman.Root, "run", "tls", $"{name}.pem"), certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        return chart.Doors.To(chart.Doors.Behind(new Uri(behind).Port), $"cert=/run/tls/{name}.pem,verify=0");
    }
}
