import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import type { Instant } from '../../domain/shared/codecs';
import { toUuid } from './uuid';

/** Where clients reach the server: behind a relay or in a container it is not where it listens. */
export type Advertised = { readonly host: string; readonly port: number };

export type Member = Advertised & { readonly instanceId: string };

/** The cluster of one node, which leads it (contract, section 2.2). */
export const clusterOfOne = ({ host, port, instanceId }: Member, now: Instant): ClusterInfo =>
  new ClusterInfo().setMembersList([
    new MemberInfo()
      .setInstanceId(toUuid(instanceId))
      .setTimeStamp(`${Date.parse(now)}0000`)
      .setState(MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port)),
  ]);
