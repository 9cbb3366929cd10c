using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using QualiPref.Platform.Hosting;
using QualiPref.Testing;

namespace QualiPref.Messaging.Tests;

public sealed class Believing_a_broker(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Neither by the connection that messages take nor by the one that declares the queues.</summary>
    [Fact]
    public async Task Whose_certificate_no_authority_answers_for_is_told_nothing()
    {
        await using var databases = engine.NewPrefix();
        using var impostor = new Impostor();
        await using var app = QualiPrefHost.Build(
            [
                "--urls=http://127.0.0.1:0", $"--QUALIPREF_MONGO={engine.ConnectionString}", $"--QUALIPREF_RABBITMQ=amqps://user:secret@localhost:{impostor.Port}",
                $"--QualiPref:Storage:DatabasePrefix={databases.Value}", $"--QualiPref:Identity:KeysPath={TestKeys.Folder}", "--Logging:LogLevel:Default=None",
            ],
            new ConsumingModule(new Received()));
        await app.StartAsync(Token);

        // Both have tried by then, the first of them again.
        await Eventually.HoldsAsync("it was tried several times", _ => Task.FromResult(impostor.Outcomes.Count >= 4), cancellationToken: Token);
        Assert.All(impostor.Outcomes, outcome => Assert.Equal("refused", outcome));
    }

    /// <summary>Listens with a certificate that it made itself, and notes what comes.</summary>
    private sealed class Impostor : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly X509Certificate2 _certificate;

        public Impostor()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
            var now = TimeProvider.System.GetUtcNow();
            _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            _listener.Start();
            _ = ListenAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public ConcurrentQueue<string> Outcomes { get; } = [];

        public void Dispose()
        {
            _listener.Dispose();
            _certificate.Dispose();
        }

        private async Task ListenAsync()
        {
            try
            {
                while (true) Outcomes.Enqueue(await AnswerAsync(await _listener.AcceptTcpClientAsync(Token)));
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException or OperationCanceledException)
            {
                // The test is over.
            }
        }

        private async Task<string> AnswerAsync(TcpClient caller)
        {
            using (caller)
            {
                await using var tls = new SslStream(caller.GetStream());
                try
                {
                    await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, Token);
                    return await tls.ReadAsync(new byte[64], Token) == 0 ? "refused" : "told";
                }
                catch (AuthenticationException e)
                {
                    return e.InnerException is null ? $"no TLS: {e.Message}" : "refused";
                }
                catch (IOException)
                {
                    return "refused";
                }
            }
        }
    }
}
