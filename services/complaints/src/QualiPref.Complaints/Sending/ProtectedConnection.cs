using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Security;

namespace QualiPref.Complaints.Sending;

/// <summary>Connects to servers of mail, those that take it and those that hold it, protected as it is configured.</summary>
internal static class ProtectedConnection
{
    /// <summary>Connects.</summary>
    /// <param name="client">What speaks to the server.</param>
    /// <param name="host">Its name.</param>
    /// <param name="port">Its port.</param>
    /// <param name="security">How the connection is protected.</param>
    /// <param name="caFile">A PEM file of the authority that signed the server's certificate, when the system does not know it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static Task ConnectAsync(this MailService client, string host, int port, MailSecurity security, string? caFile, CancellationToken cancellationToken)
    {
        // Lists of revoked certificates are seldom reachable from where this runs; HttpClient does not ask for them either.
        client.CheckCertificateRevocation = false;
        if (caFile is { Length: > 0 }) client.ServerCertificateValidationCallback = (_, certificate, _, errors) => IsSignedBy(caFile, certificate, errors);
        return client.ConnectAsync(host, port, security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        }, cancellationToken);
    }

    private static bool IsSignedBy(string file, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 shown || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(shown);
    }
}
