namespace ProxLB.Proxmox.Api;

/// <summary>Why a call has no usable answer.</summary>
internal enum ApiFailure
{
    /// <summary>No connection was made: the call was not sent.</summary>
    NotConnected,

    /// <summary>The host's certificate is not trusted: the call was not sent.</summary>
    NotTrusted,

    /// <summary>The call may have been sent, but no complete answer came.</summary>
    NoAnswer,

    /// <summary>The credentials are refused (401).</summary>
    NotAuthenticated,

    /// <summary>A privilege is missing (403).</summary>
    Forbidden,

    /// <summary>The version does not know the call (501), or not in its present state.</summary>
    NotSupported,

    /// <summary>The host asked cannot connect to the node concerned (595): that node did not get the call.</summary>
    NodeNotConnected,

    /// <summary>The host asked lost the node concerned on the way (596 and above): it may have got the call.</summary>
    NodeNoAnswer,

    /// <summary>The parameters are refused (400).</summary>
    BadParameter,

    /// <summary>Any other error that the cluster states.</summary>
    Refused,

    /// <summary>The answer is not what the API gives, such as a captive portal's page.</summary>
    BadAnswer,
}
